package io.tenfold.bench.coldstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MappedFilesTest {
  private static final Path LIBC = Path.of("/lib/x86_64-linux-gnu/libc.so.6");

  @Test
  void eachFileIsNamedOnceAndNothingElse() throws IOException {
    assertThat(MappedFiles.parse(new TestFile("maps.txt").text()).files())
        .containsExactly(
            Path.of("/srv/task/bootstrap"), Path.of("/srv/task/with a space.so"), LIBC);
  }

  @Test
  void whatAnotherProcessHasMappedCanBeTakenAway() throws IOException {
    assertThat(
            MappedFiles.parse(new TestFile("maps.txt").text())
                .without(new MappedFiles(Set.of(LIBC))))
        .doesNotContain(LIBC)
        .hasSize(2);
  }
}
