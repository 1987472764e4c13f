package io.tenfold.local.map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/**
 * Makes parsers for datasets: within the limits of {@link io.tenfold.local.json.Json}, but without
 * interning names, which takes most of the time where records have ids as field names.
 */
final class DatasetJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1_000)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(1 << 20)
                  .maxNumberLength(1_000)
                  .build())
          .build();

  private DatasetJson() {}

  static JsonParser parser(TextStream text) throws IOException {
    return FACTORY.createParser(text);
  }
}
