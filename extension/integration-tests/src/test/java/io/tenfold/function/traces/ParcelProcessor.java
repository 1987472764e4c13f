package io.tenfold.function.traces;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.contrib.awsxray.propagator.AwsXrayPropagator;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.tenfold.function.Processor;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.traces.ParcelProcessor.Parcel;
import io.tenfold.function.traces.ParcelProcessor.Postage;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Says what a parcel's postage is, in a span of the invocation's trace. */
@Processor
public class ParcelProcessor implements RecordProcessor<Parcel, Postage> {
  private static final String TRACE_HEADER = "X-Amzn-Trace-Id";

  /** Reads the header from a carrier that is its text. */
  private static final TextMapGetter<String> ITSELF =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String header) {
          return List.of(TRACE_HEADER);
        }

        @Override
        public String get(String header, String key) {
          return TRACE_HEADER.equalsIgnoreCase(key) ? header : null;
        }
      };

  /** A parcel of so many grams. */
  public record Parcel(int grams) {}

  /** What it costs. */
  public record Postage(int cents) {}

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  /** Takes the collector's address from the environment. */
  public ParcelProcessor() {
    this(System.getenv("OTLP_ENDPOINT")); // http://127.0.0.1:4318/v1/traces
  }

  ParcelProcessor(String collector) {
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder().setEndpoint(collector).setRetryPolicy(null).build();
    provider =
        SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build();
    tracer = provider.get("io.tenfold.function.traces");
  }

  /** Returns the postage, once the span is sent or two seconds are over. */
  @Override
  public Postage process(Parcel parcel, RecordContext context) {
    // Lambda's trace, which is another for each invocation.
    Context invocation =
        AwsXrayPropagator.getInstance()
            .extract(Context.root(), System.getProperty("com.amazonaws.xray.traceHeader"), ITSELF);
    Span span = tracer.spanBuilder("postage").setParent(invocation).startSpan();
    try (Scope scope = span.makeCurrent()) {
      return new Postage(parcel.grams() < 2000 ? 399 : 649);
    } finally {
      span.end();
      provider.forceFlush().join(2, TimeUnit.SECONDS);
    }
  }
}
