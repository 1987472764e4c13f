package io.tenfold.local.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainFileTest {
  private static final byte[] TEXT = {'n', 'e', 'w'};

  @TempDir Path folder;

  private static void assertRefused(Path path, String reason) {
    assertThatThrownBy(() -> new PlainFile(path).check())
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> new PlainFile(path).write(TEXT)).hasMessageContaining(reason);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFileIsReplacedAndNothingIsLeftBeside() throws IOException {
    Path file = Files.writeString(folder.resolve("out"), "old");
    new PlainFile(file).write(TEXT);
    assertThat(file).hasContent("new");
    assertThat(names()).containsExactly("out");
  }

  @Test
  void whatIsHalfWrittenReplacesNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("out"), "old");
    assertThatThrownBy(
            () ->
                new PlainFile(file)
                    .write(
                        out -> {
                          out.write(TEXT);
                          out.flush();
                          throw new IOException("no space left");
                        }))
        .hasMessage("no space left");
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("out");
  }

  @Test
  void noLinkIsFollowedOrReplaced() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere"));
    assertRefused(link, "symbolic link");
    assertRefused(dangling, "symbolic link");
    assertThat(target).hasContent("old");
    assertThat(link).isSymbolicLink();
    assertThat(names()).containsExactly("dangling", "link", "target");
  }

  @Test
  void aLinkThatComesMeanwhileIsNotReplacedEither() throws IOException {
    Path file = folder.resolve("out");
    assertThatThrownBy(
            () ->
                new PlainFile(file)
                    .write(out -> Files.createSymbolicLink(file, Path.of("elsewhere"))))
        .hasMessageContaining("symbolic link");
    assertThat(file).isSymbolicLink();
    assertThat(names()).containsExactly("out");
  }

  @Test
  void devicesPipesAndFoldersAreRefused() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertRefused(pipe, "device or a pipe");
    assertRefused(Path.of("/dev/null"), "device or a pipe");
    assertRefused(folder, "folder");
    assertRefused(folder.resolve("none/out"), "no folder");
    assertRefused(Path.of("/"), "folder");
  }
}
