package io.tenfold.function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Type;
import java.util.stream.Stream;

/**
 * The JSON of Java records of plain types, by {@link Binding}s over Jackson's streams: what
 * databind would do, message by message, without its reflection and its third of the binary.
 */
final class StreamedJson implements RecordJson {
  private final JsonFactory factory =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(EnvelopeReader.MAX_NESTING).build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          // Money keeps its digits and its form: 12.50, never 1.25E+1.
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private final Binding record;
  private final Binding output;

  StreamedJson(Type record, Type output) {
    Bindings bindings = new Bindings();
    this.record = bindings.of(record).orElseThrow();
    this.output = bindings.of(output).orElseThrow();
  }

  /** Tells whether both types are made of what {@link Bindings} knows. */
  static boolean supports(Type record, Type output) {
    return new Bindings().of(record).isPresent() && new Bindings().of(output).isPresent();
  }

  @Override
  public Object read(byte[] json) {
    try (JsonParser parser = factory.createParser(json)) {
      parser.nextToken();
      return record.read(parser);
    } catch (Misfit e) {
      throw e.rejection();
    } catch (JsonProcessingException e) {
      throw new RecordRejected("record", e.getOriginalMessage());
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  @Override
  public byte[] write(long index, Object value) {
    return write(index, "output", output, value);
  }

  @Override
  public byte[] envelope(Object value) {
    return write(0, "record", record, value);
  }

  /** Returns the constructors and methods that the bindings call by reflection. */
  Stream<Executable> executables() {
    return Stream.concat(record.executables(), output.executables());
  }

  private byte[] write(long index, String field, Binding binding, Object value) {
    ByteArrayBuilder bytes = new ByteArrayBuilder();
    try (JsonGenerator json = factory.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("index", index);
      json.writeFieldName(field);
      if (value == null) {
        json.writeNull();
      } else {
        binding.write(json, value);
      }
      json.writeEndObject();
    } catch (Misfit e) {
      throw new UnwritableOutput(e.path(field) + ": " + e.problem(), e.getCause());
    } catch (IOException e) {
      throw new UnwritableOutput(field + ": " + e.getMessage(), e);
    }
    return bytes.toByteArray();
  }
}
