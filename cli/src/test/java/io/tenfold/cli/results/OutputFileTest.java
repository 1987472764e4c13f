package io.tenfold.cli.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.cli.InProcess;
import io.tenfold.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code -o} takes, in every command that has it. */
class OutputFileTest {
  @TempDir Path folder;

  /** The run does not exist either: what is wrong with the file is said before it is looked for. */
  private void assertRefused(String command, Path output, String reason) {
    InProcess ended =
        InProcess.run(
            command,
            "none",
            "--local",
            "--folder",
            folder.resolve("work").toString(),
            "-o",
            output.toString());
    assertThat(ended.code()).isEqualTo(ExitCode.ERROR);
    assertThat(ended.err()).contains("Can't write " + output + ": ").contains(reason);
    assertThat(folder.resolve("work")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"results", "report"})
  void onlyAPlainFileIsWritten(String command) throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertRefused(command, pipe, "a device or a pipe");
    assertRefused(command, Path.of("/dev/full"), "a device or a pipe");
    assertRefused(command, folder, "a folder");
    assertRefused(command, folder.resolve("none/out"), "there is no folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"results", "report"})
  void noLinkIsFollowed(String command) throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere")).resolve("precious");
    Files.writeString(elsewhere, "kept");
    Path link = Files.createSymbolicLink(folder.resolve("link"), elsewhere);
    assertRefused(command, link, "a symbolic link");
    assertThat(elsewhere).hasContent("kept");
    assertThat(link).isSymbolicLink();
  }

  @Test
  void anExistingFileIsReplacedAndNothingStaysBesideIt() throws IOException {
    Path file = Files.writeString(folder.resolve("out"), "old");
    OutputFile.at(file)
        .write(
            out -> {
              out.write('x');
              return null;
            });
    assertThat(file).hasContent("x");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }
}
