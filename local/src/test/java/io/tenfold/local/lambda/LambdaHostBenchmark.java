package io.tenfold.local.lambda;

import io.tenfold.local.port.FunctionInvoker.Returned;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reports invocations per second of a function that answers at once: {@code LambdaHostBenchmark
 * PACKAGE [INVOCATIONS [CONCURRENCY [HANDLER]]]}. With the word {@code native} for the package it
 * compiles {@code echo-bootstrap.c} with gcc.
 */
final class LambdaHostBenchmark {
  private LambdaHostBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int invocations = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 50_000;
    int concurrency = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10;
    Path work = Files.createTempDirectory("lambda-host-benchmark");
    Path code = arguments[0].equals("native") ? compiled(work) : Path.of(arguments[0]);
    FunctionConfiguration function = FunctionConfiguration.of("echo", code, work);
    if (arguments.length > 3) {
      function = function.withHandler(arguments[3]);
    }
    try (LambdaHost host = new LambdaHost(function)) {
      for (int round = 1; round <= 4; round++) {
        double seconds = run(host, invocations, concurrency);
        System.out.printf(
            "round %d: %,d invocations, %d at once: %.2f s, %,.0f/s; %s%n",
            round, invocations, concurrency, seconds, invocations / seconds, host.statistics());
      }
    }
  }

  private static double run(LambdaHost host, int invocations, int concurrency) throws Exception {
    byte[] event =
        "{\"index\":17,\"record\":{\"orderId\":\"A-17\",\"lines\":[{\"sku\":\"X\",\"quantity\":2}]}}"
            .getBytes(StandardCharsets.UTF_8);
    AtomicLong left = new AtomicLong(invocations);
    CountDownLatch done = new CountDownLatch(concurrency);
    long started = System.nanoTime();
    for (int i = 0; i < concurrency; i++) {
      new Thread(
              () -> {
                try {
                  while (left.getAndDecrement() > 0) {
                    if (!(host.invoke("echo", event) instanceof Returned)) {
                      throw new IllegalStateException("An echo failed");
                    }
                  }
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                } finally {
                  done.countDown();
                }
              })
          .start();
    }
    done.await();
    return (System.nanoTime() - started) / 1e9;
  }

  private static Path compiled(Path work) throws Exception {
    Path code = Files.createDirectories(work.resolve("echo"));
    Path source = work.resolve("echo-bootstrap.c");
    try (var in = LambdaHostBenchmark.class.getResourceAsStream("echo-bootstrap.c")) {
      Files.copy(in, source);
    }
    int status =
        new ProcessBuilder(
                "gcc", "-O2", "-o", code.resolve("bootstrap").toString(), source.toString())
            .inheritIO()
            .start()
            .waitFor();
    if (status != 0) {
      throw new IllegalStateException("gcc failed: " + status);
    }
    return code;
  }
}
