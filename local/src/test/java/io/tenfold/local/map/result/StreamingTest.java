package io.tenfold.local.map.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records beyond what the memory holds; slow, as it writes and reads all of them. */
@Tag("slow")
class StreamingTest {

  @Test
  void twoHundredMegabytesPassThroughAHeapOfThirtyTwo() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "-Xmx32m",
                "-cp",
                String.join(File.pathSeparator, System.getProperty("java.class.path")),
                StreamingProof.class.getName(),
                "210")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("JSON read", "JSONL read", "CSV read", "Results written");
  }
}
