package io.tenfold.local.lambda.host;

import io.tenfold.local.lambda.FunctionConfiguration;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.FunctionInvoker.Failed;
import io.tenfold.local.port.FunctionInvoker.Returned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The function {@code test} with {@link TestBootstrap} as its native program. */
final class TestFunction {
  private TestFunction() {}

  /** Writes the package into a folder and returns its configuration, of 512 MB and 10 s. */
  static FunctionConfiguration in(Path work) throws IOException {
    Path code = Files.createDirectories(work.resolve("code"));
    Path bootstrap = code.resolve("bootstrap");
    Files.writeString(
        bootstrap,
        "#!/bin/sh\nexec '"
            + Path.of(System.getProperty("java.home"), "bin", "java")
            + "' -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xms8m -Xmx2g -cp '"
            + classes()
            + "' "
            + TestBootstrap.class.getName()
            + "\n");
    bootstrap.toFile().setExecutable(true);
    return FunctionConfiguration.of("test", code, work)
        .withTimeout(java.time.Duration.ofSeconds(10));
  }

  private static Path classes() {
    try {
      return Path.of(
          TestBootstrap.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Invokes it with a text, which becomes a JSON string. */
  static FunctionInvoker.Result invoke(FunctionInvoker host, String words)
      throws InterruptedException {
    return host.invoke("test", ("\"" + words + "\"").getBytes(StandardCharsets.UTF_8));
  }

  /** Invokes it and returns its answer's text. */
  static String answer(FunctionInvoker host, String words) throws InterruptedException {
    FunctionInvoker.Result result = invoke(host, words);
    if (result instanceof Failed failed) {
      throw new AssertionError(new String(failed.payload(), StandardCharsets.UTF_8));
    }
    return new String(((Returned) result).payload(), StandardCharsets.UTF_8);
  }

  /** Invokes it, expecting a failure, and returns its document's text. */
  static String failure(FunctionInvoker host, String words) throws InterruptedException {
    return new String(((Failed) invoke(host, words)).payload(), StandardCharsets.UTF_8);
  }
}
