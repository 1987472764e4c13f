package io.tenfold.function.deployment;

import io.quarkus.util.GlobUtil;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle.Control;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that a program reads from its class path, in the words of <a
 * href="https://www.graalvm.org/latest/reference-manual/native-image/metadata/">native-image</a>.
 */
final class FilesOfTheProgram {
  private static final String SERVICES = "META-INF/services/";

  private final ClassLoader loader;
  private final Set<String> patterns = new TreeSet<>();
  private final Set<String> bundles = new TreeSet<>();
  private final Set<String> providers = new TreeSet<>();

  FilesOfTheProgram(ClassLoader loader) {
    this.loader = loader;
  }

  /** Adds a file of the program itself, if it is one for it to read. */
  void add(String path) {
    boolean configuration = path.startsWith("application") && path.indexOf('/') < 0;
    if (!path.isEmpty()
        && !path.endsWith(".class")
        && !path.startsWith("META-INF/")
        && !configuration) {
      patterns.add(Pattern.quote(path));
    }
  }

  /** Adds what is named by a pattern of {@code quarkus.native.resources.includes}. */
  void addGlob(String glob) {
    patterns.add(GlobUtil.toRegexPattern(glob));
  }

  /** Adds a resource bundle, if there is one by that name. */
  void addBundle(String name) {
    if (loader.getResource(name.replace('.', '/') + ".properties") != null
        || loader.getResource(name.replace('.', '/') + ".class") != null) {
      bundles.add(name);
    }
  }

  /** Returns the locales for which there is a bundle by that name. */
  List<Locale> localesOf(String bundle) {
    Control control = Control.getControl(Control.FORMAT_PROPERTIES);
    return Stream.of(Locale.getAvailableLocales())
        .filter(locale -> !locale.equals(Locale.ROOT))
        .filter(
            locale -> {
              String name = control.toBundleName(bundle, locale);
              return loader.getResource(control.toResourceName(name, "properties")) != null;
            })
        .toList();
  }

  /** Adds all that provide a service. */
  void addService(String name) {
    List<URL> files;
    try {
      files = loader.resources(SERVICES + name).toList();
      for (URL file : files) {
        addProviders(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!files.isEmpty()) {
      patterns.add(Pattern.quote(SERVICES + name));
    }
  }

  /** Adds a class of the JDK that it makes by its name. */
  void addProvider(String className) {
    providers.add(className);
  }

  // https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/ServiceLoader.html
  private void addProviders(URL file) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
      lines
          .lines()
          .map(line -> line.replaceAll("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .forEach(providers::add);
    }
  }

  /** Returns the files and bundles as JSON. */
  String resources() {
    return "{\"resources\": {\"includes\": "
        + array("pattern", patterns)
        + "}, \"bundles\": "
        + array("name", bundles)
        + "}\n";
  }

  /** Returns the services' providers as JSON. */
  String providers() {
    return providers.stream()
        .map(
            name ->
                "{\"name\": \""
                    + name
                    + "\", \"methods\": [{\"name\": \"<init>\", \"parameterTypes\": []}]}")
        .collect(Collectors.joining(", ", "[", "]\n"));
  }

  private static String array(String field, Set<String> values) {
    return values.stream()
        .map(
            value ->
                "{\""
                    + field
                    + "\": \""
                    + value.replace("\\", "\\\\").replace("\"", "\\\"")
                    + "\"}")
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
