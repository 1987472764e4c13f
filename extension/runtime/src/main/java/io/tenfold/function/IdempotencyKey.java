package io.tenfold.function;

import com.fasterxml.jackson.core.JsonFactory;
import java.util.HexFormat;
import java.util.function.Supplier;

/** The key of an envelope's record, worked out when it is asked for. */
record IdempotencyKey(Envelope envelope, JsonFactory factory) implements Supplier<String> {
  /** Stands for the origin where there is none. */
  static final String NO_ORIGIN = "no-origin";

  @Override
  public String get() {
    String origin = envelope.origin() == null ? NO_ORIGIN : envelope.origin();
    String hash = HexFormat.of().toHexDigits(ContentHash.of(factory, envelope.record()));
    return origin + '-' + envelope.index() + '-' + hash;
  }
}
