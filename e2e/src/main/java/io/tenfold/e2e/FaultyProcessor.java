package io.tenfold.e2e;

import io.tenfold.e2e.jdk.JdkOperations;
import io.tenfold.function.Processor;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.TransientFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** Does to its process whatever the record says, so that every fault can be seen end to end. */
@Processor
public class FaultyProcessor implements RecordProcessor<Fault, Long> {

  @Override
  public Long process(Fault fault, RecordContext context) throws Exception {
    return switch (fault.kind()) {
      case "none" -> context.index();
      case "reject" -> throw new RecordRejected("rejected on request");
      case "throw" -> throw new IllegalStateException("thrown on request");
      case "null" -> (long) fault.url().length();
      case "speechless" -> throw new Speechless();
      case "transient" -> failAtFirst(fault, context, TransientFailure::new);
      case "stubborn" -> failAtFirst(fault, context, IllegalStateException::new);
      case "sleep" -> sleep(fault);
      case "exit" -> {
        Runtime.getRuntime().halt(7);
        yield 0L;
      }
      case "kill" -> {
        new ProcessBuilder("kill", "-9", String.valueOf(ProcessHandle.current().pid()))
            .start()
            .waitFor();
        Thread.sleep(10_000);
        yield 0L;
      }
      case "count" -> countConcurrent(fault);
      case "fetch" -> fetch(fault);
      case "jdk" -> askTheJdk(fault);
      case "locale" ->
          (long)
              NumberFormat.getInstance(Locale.forLanguageTag(fault.url()))
                  .parse("1.234,5")
                  .intValue();
      case "log" -> log();
      case "metrics" -> countByPowertools();
      case "prove" -> fault.proof().number();
      default -> throw new RecordRejected("kind: unknown");
    };
  }

  /** Leaves what the JDK says here in a file, and returns its size. */
  private static Long askTheJdk(Fault fault) throws IOException {
    Path results = Path.of(fault.folder(), "jdk.txt");
    Files.writeString(results, new JdkOperations().results());
    return Files.size(results);
  }

  /** Logs by every API, and returns by how many. */
  private static Long log() {
    Logger.getLogger("by.JBoss").info("logged");
    LoggerFactory.getLogger("by.Slf4j").info("{}", "logged");
    System.getLogger("by.System").log(System.Logger.Level.INFO, "logged");
    java.util.logging.Logger.getLogger("by.Jul").info("logged");
    Logger.getLogger("by.Debug").debug("not to be seen");
    return 4L;
  }

  /** Writes a line of metrics, whose namespace and service only the environment has. */
  private static Long countByPowertools() {
    Metrics metrics = MetricsFactory.getMetricsInstance();
    metrics.addMetric("faults", 1, MetricUnit.COUNT);
    metrics.flush();
    return 1L;
  }

  /** Has no message to tell. */
  private static final class Speechless extends Exception {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message either");
    }
  }

  /** Returns the status of the answer. */
  private static Long fetch(Fault fault) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(fault.url())).build();
    HttpClient client = HttpClient.newHttpClient();
    return (long) client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static Long sleep(Fault fault) throws InterruptedException {
    Thread.sleep(fault.millis());
    return fault.millis();
  }

  /**
   * Attempts may run in different processes, so they are counted by the lines of a file, each the
   * key that the attempt had.
   */
  private static Long failAtFirst(
      Fault fault, RecordContext context, Function<String, RuntimeException> failure)
      throws IOException {
    Path attempts = Path.of(fault.folder(), "attempts-" + context.index());
    Files.writeString(
        attempts,
        context.idempotencyKey() + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    long attempt = Files.readAllLines(attempts).size();
    if (attempt <= fault.times()) {
      throw failure.apply("attempt " + attempt + " of a record that is not ready");
    }
    return attempt;
  }

  /** Returns how many processes are at this line at once, this one included. */
  private static Long countConcurrent(Fault fault) throws IOException, InterruptedException {
    Path here = Path.of(fault.folder(), "running-" + UUID.randomUUID());
    Files.createFile(here);
    try {
      Thread.sleep(fault.millis());
      try (Stream<Path> running = Files.list(here.getParent())) {
        return running.filter(file -> file.getFileName().toString().startsWith("running-")).count();
      }
    } finally {
      Files.delete(here);
    }
  }
}
