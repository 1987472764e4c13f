package io.tenfold.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.NoRouteToHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultWordsTest {

  @Test
  void whatIsWrongWithAFileIsSaidWithItsName() {
    assertThat(FaultWords.of(new NoSuchFileException("a/b")))
        .isEqualTo("a/b: there is no such file or folder");
    assertThat(FaultWords.of(new AccessDeniedException("a/b"))).isEqualTo("a/b: no permission");
    assertThat(FaultWords.of(new FileSystemException("a/b", null, "No space left on device")))
        .isEqualTo("a/b: No space left on device");
    assertThat(FaultWords.reason(new NoSuchFileException("a/b")))
        .isEqualTo("there is no such file or folder");
  }

  @Test
  void noClassIsNamed() {
    assertThat(FaultWords.of(new UncheckedIOException(new IOException("Broken pipe"))))
        .isEqualTo("Broken pipe");
    assertThat(FaultWords.of(new NoRouteToHostException())).isEqualTo("no route to host");
    assertThat(FaultWords.of(new IOException(null, new IOException("deep")))).isEqualTo("deep");
    assertThat(FaultWords.of(new IOException(new NoSuchFileException("a/b"))))
        .isEqualTo("a/b: there is no such file or folder");
    assertThatThrownBy(() -> Map.class.cast("text"))
        .satisfies(e -> assertThat(FaultWords.of(e)).doesNotContain("java"));
    assertThat(FaultWords.of(new NullPointerException("because \"java.util.Map\" is null")))
        .doesNotContain("java");
  }
}
