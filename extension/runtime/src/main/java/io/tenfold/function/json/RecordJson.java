package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.UnwritableOutput;
import java.io.IOException;
import java.lang.reflect.Type;

/**
 * Reads a record into the processor's type and writes the processor's output, strictly: nothing is
 * converted, dropped, rounded or made up on the way.
 */
public interface RecordJson {
  /** Far above any real record, and far below what exhausts a thread's stack. */
  int MAX_NESTING = 1_000;

  /**
   * Returns what suits both types: the streamed kind where it can, which is smaller and quicker.
   */
  static RecordJson of(Type record, Type output) {
    return StreamedJson.supports(record, output)
        ? new StreamedJson(record, output)
        : new DatabindJson(record, output);
  }

  /**
   * Returns the record as the processor's type.
   *
   * @throws RecordRejected if its JSON does not fit the type; the message names the field
   */
  Object read(byte[] record);

  /**
   * Returns a record whose values are texts, as those of CSV, as the processor's type: numbers,
   * booleans and dates are read out of their texts, and an empty text is a missing value, but in a
   * map.
   *
   * @throws RecordRejected if a text does not fit the type; the message names the field
   */
  Object readTexts(byte[] record);

  /**
   * Returns {@code {"index": …, "output": …}} in UTF-8.
   *
   * @throws UnwritableOutput if the output is something that can't be written as JSON
   */
  byte[] write(long index, Object output);

  /**
   * Returns {@code {"index": 0, "record": …, "origin": "sample"}} in UTF-8, as if the record had
   * been sent.
   */
  byte[] envelope(Object record);

  /** Returns the factory of the parsers and generators that this one uses. */
  JsonFactory factory();

  /** Returns a new factory of the parsers and generators that both kinds use. */
  static JsonFactory newFactory() {
    return new JsonFactoryBuilder()
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        // Money keeps its digits and its form: 12.50, never 1.25E+1.
        .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
        .build();
  }

  /** Writes a value, which is not null. */
  interface ValueWriter {
    void write(JsonGenerator json, Object value) throws IOException;

    /** Returns one that writes the origin of a sample after the value. */
    default ValueWriter withOriginOfSample() {
      return (json, value) -> {
        write(json, value);
        json.writeStringField("origin", "sample");
      };
    }
  }

  /** Returns {@code {"index": …, FIELD: …}} in UTF-8; what the writer throws, this throws. */
  static byte[] wrap(
      JsonFactory factory, long index, String field, Object value, ValueWriter writer)
      throws IOException {
    ByteArrayBuilder bytes = new ByteArrayBuilder();
    try (JsonGenerator json = factory.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("index", index);
      json.writeFieldName(field);
      if (value == null) {
        json.writeNull();
      } else {
        writer.write(json, value);
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
