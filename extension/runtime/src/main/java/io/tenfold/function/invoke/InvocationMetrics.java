package io.tenfold.function.invoke;

import io.tenfold.function.Metrics;
import io.tenfold.function.RecordContext;
import io.tenfold.function.log.MetricLines;
import io.tenfold.function.log.RecordLog;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The metrics of one invocation after the other. They are made when a processor asks for them,
 * which also decides whether a native executable has what writes them.
 */
final class InvocationMetrics implements Supplier<Metrics> {
  private static final String NAMESPACE = "TENFOLD_METRICS_NAMESPACE";
  private static final String DEFAULT_NAMESPACE = "Tenfold";

  private final Class<?> processor;
  private Metrics collected;

  /** Takes the processor's class. */
  InvocationMetrics(Class<?> processor) {
    this.processor = processor;
  }

  @Override
  public synchronized Metrics get() {
    if (collected == null) {
      collected = new Metrics();
    }
    return collected;
  }

  /** Forgets what was collected: of a sample, nobody wants to know. */
  synchronized void forget() {
    collected = null;
  }

  /**
   * Ends the invocation: writes what was collected, if anything was.
   *
   * @param payload the invocation's, or null where it was none
   */
  void end(Payload payload, RecordLog log) {
    Metrics metrics;
    synchronized (this) {
      metrics = collected;
      collected = null;
    }
    if (metrics != null) {
      String namespace = System.getenv(NAMESPACE);
      new MetricLines(
              namespace == null || namespace.isBlank() ? DEFAULT_NAMESPACE : namespace,
              batchOf(payload),
              nameOf(processor))
          .of(metrics, Instant.now())
          .forEach(log::metrics);
    }
  }

  /** The records of a batch come of one file. */
  private static String batchOf(Payload payload) {
    Stream<Envelope> records =
        payload instanceof BatchEnvelope batch
            ? batch.items().stream()
            : Stream.ofNullable((Envelope) payload);
    return records
        .map(Envelope::origin)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(RecordContext.NO_ORIGIN);
  }

  /** The class that somebody wrote, and not the one that Quarkus' container makes of it. */
  private static String nameOf(Class<?> type) {
    Class<?> written = type;
    while (written.getName().endsWith("_ClientProxy") || written.getName().endsWith("_Subclass")) {
      written = written.getSuperclass();
    }
    String name = written.getName();
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }
}
