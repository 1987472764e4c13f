package io.tenfold.function.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that a native function has. */
class FilesOfTheProgramTest {
  @TempDir Path folder;
  private FilesOfTheProgram files;

  @BeforeEach
  void open() throws IOException {
    files = new FilesOfTheProgram(new URLClassLoader(new URL[] {folder.toUri().toURL()}, null));
  }

  private void write(String path, String content) throws IOException {
    Files.createDirectories(folder.resolve(path).getParent());
    Files.writeString(folder.resolve(path), content);
  }

  @Test
  void theProgramsOwnAreTakenButItsClassesAndItsConfiguration() {
    files.add("");
    files.add("a/B.class");
    files.add("a/rates.txt");
    files.add("application.properties");
    files.add("META-INF/MANIFEST.MF");

    assertThat(files.resources())
        .contains("{\"includes\": [{\"pattern\": \"\\\\Qa/rates.txt\\\\E\"}]}");
  }

  @Test
  void whatThePropertyOfQuarkusNamesIsTaken() {
    files.addGlob("rates/*.csv");

    assertThat(files.resources()).contains("rates/[^/]*\\\\.csv");
  }

  @Test
  void aBundleThatIsThereIsTaken() throws IOException {
    write("a/Messages.properties", "b=c");
    files.addBundle("a.Messages");
    files.addBundle("a.Nothing");

    assertThat(files.resources()).contains("\"bundles\": [{\"name\": \"a.Messages\"}]");
  }

  @Test
  void theLocalesThatABundleIsTranslatedToAreKnown() throws IOException {
    write("a/Messages.properties", "b=c");
    write("a/Messages_da.properties", "b=d");
    write("a/Messages_de_AT.properties", "b=e");

    assertThat(files.localesOf("a.Messages"))
        .extracting(Locale::toLanguageTag)
        .contains("da", "de-AT")
        .doesNotContain("de", "fr");
  }

  @Test
  void allThatProvideAServiceAreTakenWithTheFileThatNamesThem() throws IOException {
    write("META-INF/services/a.Service", "a.One # the first\n\n# none\na.Two\n");
    files.addService("a.Service");
    files.addService("a.Other");

    assertThat(files.resources()).contains("META-INF/services/a.Service").doesNotContain("a.Other");
    assertThat(files.providers())
        .contains("{\"name\": \"a.One\", \"methods\": [{\"name\": \"<init>\"")
        .contains("\"a.Two\"")
        .doesNotContain("none");
  }
}
