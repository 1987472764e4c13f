package io.tenfold.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archive of classes is made by an interpreter alone, in the build as at an unpacked release's
 * first use: without it the build fails here, and the release's test finds no archive.
 */
class RehearsalTest {
  @TempDir private Path folder;

  @Test
  void aJavaThatCompilesMakesNoArchive() {
    Path copy = folder.resolve("copy");
    assertThatThrownBy(() -> Rehearsal.main(new String[] {folder.toString(), copy.toString()}))
        .hasMessageStartingWith("An archive of classes is made by java -Xint");
    assertThat(copy).doesNotExist();
  }
}
