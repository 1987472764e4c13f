package io.tenfold.function.nativeimage;

import static io.tenfold.function.poll.ScriptedApi.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.function.orders.OrderProcessor;
import io.tenfold.local.lambda.PackageDescription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The same cases on the packaged binary, which connects by the C library. */
class NativeConnectionIT extends DirectFunctionTest {
  @TempDir private Path folder;
  private Process function;

  @Test
  void writesNoLineBelowTheLeastLevelOfTheEnvironment() throws Exception {
    server.answer(next(order("chair")), ACCEPTED, ENDED);
    start("127.0.0.1:" + server.port(), "WARN");

    assertThat(outputAtTheEnd()).isEqualToIgnoringNewLines("the Runtime API answered 403 to next");
  }

  @Test
  @DisabledIfSystemProperty(named = "tenfold.start", matches = "quarkus")
  void hasWhatTheProcessorUsesAndNoLogManagerAndNoResolverOfHosts() throws IOException {
    String executable =
        Files.readString(
            Path.of(System.getProperty("native.image.path")), StandardCharsets.ISO_8859_1);

    assertThat(
            Stream.of(
                    OrderProcessor.class.getName(),
                    "org.jboss.logmanager.",
                    "java.net.InetAddress",
                    "java.net.NetworkInterface")
                .filter(executable::contains))
        .containsExactly(OrderProcessor.class.getName());
  }

  @Override
  void start(String api) throws IOException {
    start(api, "INFO");
  }

  private void start(String api, String leastLevel) throws IOException {
    Path executable = Path.of(System.getProperty("native.image.path"));
    ProcessBuilder builder = new ProcessBuilder(executable.toString());
    builder
        .environment()
        .putAll(PackageDescription.of(executable.resolveSibling("function.zip")).environment());
    builder.environment().put("QUARKUS_LOG_LEVEL", leastLevel);
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", api);
    function =
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile()).start();
  }

  @Override
  String outputAtTheEnd() throws Exception {
    assertThat(function.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(function.exitValue()).isEqualTo(1);
    return Files.readString(folder.resolve("output"));
  }

  @AfterEach
  void end() {
    if (function != null) {
      function.destroyForcibly();
    }
  }
}
