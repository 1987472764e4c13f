package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.tenfold.function.UnwritableOutput;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Type;
import java.util.stream.Stream;

/**
 * The JSON of Java records of plain types, by {@link Binding}s over Jackson's streams: what
 * databind would do, message by message, without its reflection and its third of the binary.
 */
public final class StreamedJson implements RecordJson {
  private final JsonFactory factory = RecordJson.newFactory();
  private final Binding record;
  private final Binding output;
  private final TextValues texts;

  /** Takes the processor's types, which {@link #supports} must have been asked for. */
  public StreamedJson(Type record, Type output) {
    Bindings bindings = new Bindings();
    this.record = bindings.of(record).orElseThrow();
    this.output = bindings.of(output).orElseThrow();
    this.texts = TextValues.of(record);
  }

  /** Tells whether both types are made of what {@link Bindings} knows. */
  public static boolean supports(Type record, Type output) {
    return new Bindings().of(record).isPresent() && new Bindings().of(output).isPresent();
  }

  @Override
  public Object read(byte[] json) {
    try (JsonParser parser = factory.createParser(json)) {
      return read(parser);
    } catch (Misfit e) {
      throw e.rejection();
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  private Object read(JsonParser parser) throws IOException {
    try {
      parser.nextToken();
      return record.read(parser);
    } catch (JsonProcessingException e) {
      throw Misfit.ofParser(e, parser);
    }
  }

  @Override
  public Object readTexts(byte[] json) {
    return read(texts.typed(factory, json));
  }

  @Override
  public byte[] write(long index, Object value) {
    return write(index, "output", output::write, value);
  }

  @Override
  public byte[] envelope(Object value) {
    ValueWriter writer = record::write;
    return write(0, "record", writer.withOriginOfSample(), value);
  }

  @Override
  public JsonFactory factory() {
    return factory;
  }

  /** Returns the constructors and methods that the bindings call by reflection. */
  public Stream<Executable> executables() {
    return Stream.concat(record.executables(), output.executables());
  }

  private byte[] write(long index, String field, ValueWriter writer, Object value) {
    try {
      return RecordJson.wrap(factory, index, field, value, writer);
    } catch (Misfit e) {
      throw new UnwritableOutput(e.path(field) + ": " + e.problem(), e.getCause());
    } catch (IOException e) {
      throw new UnwritableOutput(field + ": " + e.getMessage(), e);
    }
  }
}
