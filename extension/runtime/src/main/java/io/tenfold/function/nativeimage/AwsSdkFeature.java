package io.tenfold.function.nativeimage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.graalvm.nativeimage.hosted.Feature;
import org.graalvm.nativeimage.hosted.RuntimeReflection;
import org.graalvm.nativeimage.hosted.RuntimeResourceAccess;

/**
 * Tells native-image what the AWS SDK for Java looks for by name: an HTTP client, for a service's
 * client that was given none, and interceptors, as X-Ray's.
 *
 * <p>Not by Quarkus' build items, which a direct start leaves out; and not all of it is in the
 * SDK's own configuration.
 */
public final class AwsSdkFeature implements Feature {
  /** Files that name classes with a constructor without parameters, one a line. */
  private static final List<String> NAMING_CLASSES =
      List.of(
          "META-INF/services/software.amazon.awssdk.http.SdkHttpService",
          SdkInterceptors.Files.OF_ALL_CLIENTS);

  /** What the SDK has thousands of equal ones of, each a region and its tags, and never changes. */
  private static final String ENDPOINT_KEY = "software.amazon.awssdk.regions.ServiceEndpointKey";

  /**
   * What the SDK knows of the endpoints of each service, whether there is a client for it or not.
   */
  static final String SERVICES = "software.amazon.awssdk.regions.GeneratedServiceMetadataProvider";

  static final String SERVICES_BY_NAME = "SERVICE_METADATA";

  /** A public constant of each client. */
  static final String SERVICE_OF_A_CLIENT = "SERVICE_METADATA_ID";

  private static final Pattern CLIENT =
      Pattern.compile("software/amazon/awssdk/services/(?:\\w+/)+(?!Default)\\w+Client\\.class");

  private static final Pattern INTERCEPTORS =
      Pattern.compile("software/amazon/awssdk/.*/execution\\.interceptors");

  private final Map<Object, Object> endpointKeys = new ConcurrentHashMap<>();

  /** Has one of each key for all the services of AWS: others are a megabyte of each binary. */
  @Override
  public void duringSetup(DuringSetupAccess access) {
    Class<?> type = access.findClassByName(ENDPOINT_KEY);
    if (type != null) {
      access.registerObjectReplacer(
          found ->
              type.isInstance(found) ? endpointKeys.computeIfAbsent(found, key -> key) : found);
    }
  }

  /**
   * Registers the files that are there, and the classes that they name; and keeps, of what the SDK
   * knows of every service of AWS, that of the services whose client is on the class path.
   */
  @Override
  public void beforeAnalysis(BeforeAnalysisAccess access) {
    Set<String> files = new HashSet<>();
    access.getApplicationClassPath().forEach(place -> files.addAll(filesOf(place)));
    keepServices(access, named(CLIENT, files));
    SdkInterceptors.Files.set(named(INTERCEPTORS, files));
    for (String file : NAMING_CLASSES) {
      try {
        for (URL each : Collections.list(getClass().getClassLoader().getResources(file))) {
          register(access, each);
          RuntimeResourceAccess.addResource(getClass().getModule(), file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void keepServices(BeforeAnalysisAccess access, Set<String> clients) {
    Class<?> provider = access.findClassByName(SERVICES);
    Set<String> kept = servicesOf(access, clients);
    fieldsOf(provider, SERVICES_BY_NAME)
        .forEach(
            field ->
                access.registerFieldValueTransformer(
                    field, (receiver, found) -> new ServicesOfTheImage((Map<?, ?>) found, kept)));
  }

  /** The names by which the clients on the class path ask for the endpoints of their services. */
  private static Set<String> servicesOf(BeforeAnalysisAccess access, Set<String> clients) {
    Set<String> services = new HashSet<>();
    for (String file : clients) {
      String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
      fieldsOf(access.findClassByName(name), SERVICE_OF_A_CLIENT)
          .forEach(field -> services.add(textOf(field)));
    }
    return services;
  }

  /**
   * The field of that name, or none: it is no reason to fail if another version has another, or if
   * a class names others that are not there, as clients on AWS's CRT do.
   */
  private static Stream<Field> fieldsOf(Class<?> type, String name) {
    if (type == null) {
      return Stream.empty();
    }
    try {
      return Arrays.stream(type.getDeclaredFields()).filter(field -> field.getName().equals(name));
    } catch (LinkageError e) {
      return Stream.empty();
    }
  }

  private static String textOf(Field constant) {
    try {
      return (String) constant.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> filesOf(Path jar) {
    if (!jar.toString().endsWith(".jar")) {
      return List.of();
    }
    try (JarFile files = new JarFile(jar.toFile())) {
      return files.stream().map(JarEntry::getName).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> named(Pattern name, Set<String> files) {
    return files.stream().filter(name.asMatchPredicate()).collect(Collectors.toSet());
  }

  private static void register(BeforeAnalysisAccess access, URL file) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Class<?> named = access.findClassByName(line.strip());
        if (named != null) {
          RuntimeReflection.register(named);
          RuntimeReflection.registerForReflectiveInstantiation(named);
        }
      }
    }
  }
}
