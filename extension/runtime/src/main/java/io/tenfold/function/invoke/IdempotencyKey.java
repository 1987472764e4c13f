package io.tenfold.function.invoke;

import com.fasterxml.jackson.core.JsonFactory;
import io.tenfold.function.RecordContext;
import java.util.HexFormat;
import java.util.function.Supplier;

/** The key of an envelope's record, worked out when it is asked for. */
record IdempotencyKey(Envelope envelope, JsonFactory factory) implements Supplier<String> {
  @Override
  public String get() {
    String origin = envelope.origin() == null ? RecordContext.NO_ORIGIN : envelope.origin();
    String hash = HexFormat.of().toHexDigits(ContentHash.of(factory, envelope.record()));
    return origin + '-' + envelope.index() + '-' + hash;
  }
}
