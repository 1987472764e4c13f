package io.tenfold.function.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeImagePlacesTest {
  @TempDir Path home;

  @BeforeEach
  void aNativeImage() throws IOException {
    Path bin = Files.createDirectories(home.resolve("bin"));
    Files.createFile(bin.resolve("native-image")).toFile().setExecutable(true);
  }

  @Test
  void itIsFoundInEachOfThePlaces() {
    assertThat(new NativeImagePlaces(home.toString(), null, null).haveOne()).isTrue();
    assertThat(new NativeImagePlaces(" ", home.toString(), null).haveOne()).isTrue();
    String path = String.join(File.pathSeparator, "/no/such", home.resolve("bin").toString());
    assertThat(new NativeImagePlaces(null, null, path).haveOne()).isTrue();
  }

  @Test
  void whatCannotBeStartedIsNone() {
    home.resolve("bin").resolve("native-image").toFile().setExecutable(false);
    assertThat(new NativeImagePlaces(home.toString(), home.toString(), "/no/such").haveOne())
        .isFalse();
  }
}
