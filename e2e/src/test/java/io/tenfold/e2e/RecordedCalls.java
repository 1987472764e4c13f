package io.tenfold.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What one of those whom a deployment has a policy for asks of the local endpoint, in a file. */
final class RecordedCalls implements AutoCloseable {
  private static final Path TOOLS = Tenfold.ROOT.resolve("terraform/tests");

  private final String role;
  private final Path file;
  private final Process recorder;
  private final String url;

  /**
   * Takes whose calls they are, as terraform/tests/access.py knows them, and where they go on to.
   */
  RecordedCalls(String role, String endpoint, Path folder) throws IOException {
    this.role = role;
    this.file = folder.resolve(role + ".jsonl");
    this.recorder =
        new ProcessBuilder(
                "python3", TOOLS.resolve("record.py").toString(), endpoint, file.toString())
            .redirectError(folder.resolve(role + "-recorder.txt").toFile())
            .start();
    this.url = line(recorder.getInputStream());
    assertThat(url).as("the recorder's URL").startsWith("http://127.0.0.1:");
  }

  private static String line(InputStream from) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = from.read(); c >= 0 && c != '\n'; c = from.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  /** Returns what takes the endpoint's place. */
  String url() {
    return url;
  }

  /** Expects that the policy in the outputs allows what was asked for, and no more. */
  void areThePolicy(Path outputs) throws IOException, InterruptedException {
    Process check =
        new ProcessBuilder(
                "python3",
                TOOLS.resolve("access.py").toString(),
                outputs.toString(),
                role + "=" + file)
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(check.waitFor()).as(said).isZero();
  }

  /** The recorder ends with its standard input. */
  @Override
  public void close() throws IOException {
    recorder.getOutputStream().close();
    try {
      if (!recorder.waitFor(10, TimeUnit.SECONDS)) {
        recorder.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
