package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.tenfold.function.RecordRejected;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the texts of a CSV record stand for, by the types of the fields that they are for: the
 * record becomes the JSON that the same reader reads as strictly as any other.
 */
final class TextValues {
  private static final Set<Class<?>> NUMBERS =
      Set.of(
          byte.class,
          Byte.class,
          short.class,
          Short.class,
          int.class,
          Integer.class,
          long.class,
          Long.class,
          float.class,
          Float.class,
          double.class,
          Double.class,
          BigInteger.class,
          BigDecimal.class,
          Number.class,
          AtomicInteger.class,
          AtomicLong.class,
          OptionalInt.class,
          OptionalLong.class,
          OptionalDouble.class);

  private static final Set<Class<?>> BOOLEANS =
      Set.of(boolean.class, Boolean.class, AtomicBoolean.class);

  /** As people and spreadsheets write numbers: with zeros before, a plus, or no digit before. */
  private static final Pattern NUMBER =
      Pattern.compile("([+-]?)0*(\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

  private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?[\\d.]*,\\d+");

  /** What a text may stand for. */
  private enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    OTHER_STRING
  }

  /** A field as its texts are read; what is expected is put into words before the first is. */
  private record Column(Kind kind, boolean primitive, String expected) {
    static Column of(Class<?> type) {
      return new Column(kindOf(type), type.isPrimitive(), JsonKind.expectedFor(type));
    }

    private static Kind kindOf(Class<?> type) {
      if (type.isAssignableFrom(String.class) || TreeNode.class.isAssignableFrom(type)) {
        return Kind.TEXT;
      }
      if (NUMBERS.contains(type)) {
        return Kind.NUMBER;
      }
      return BOOLEANS.contains(type) ? Kind.BOOLEAN : Kind.OTHER_STRING;
    }
  }

  private final Map<String, Column> fields = new HashMap<>();

  /** What every field is that has no name here, or null. */
  private final Column others;

  private TextValues(Map<String, Class<?>> fields, Class<?> others) {
    fields.forEach((name, type) -> this.fields.put(name, Column.of(type)));
    this.others = others == null ? null : Column.of(others);
  }

  /** Returns what texts stand for in a record or a map; in any other type they stay texts. */
  static TextValues of(Type type) {
    if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
      return ofMap(raw(map.getActualTypeArguments()[1]));
    }
    Map<String, Class<?>> fields = new HashMap<>();
    if (type instanceof Class<?> plain && plain.isRecord()) {
      for (RecordComponent component : plain.getRecordComponents()) {
        fields.put(component.getName(), component.getType());
      }
    }
    return ofFields(fields);
  }

  /** Returns what texts stand for in a map of that type's values. */
  static TextValues ofMap(Class<?> values) {
    return new TextValues(Map.of(), values);
  }

  /** Returns what texts stand for in fields of these types. */
  static TextValues ofFields(Map<String, Class<?>> types) {
    return new TextValues(types, null);
  }

  private static Class<?> raw(Type type) {
    return type instanceof Class<?> plain
        ? plain
        : type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : null;
  }

  /**
   * Returns the record with numbers, booleans and nulls where its types have them.
   *
   * @throws RecordRejected if a text is none of the field's type
   */
  byte[] typed(JsonFactory factory, byte[] record) {
    ByteArrayBuilder bytes = new ByteArrayBuilder();
    try (JsonParser parser = factory.createParser(record);
        JsonGenerator json = factory.createGenerator(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return record;
      }
      json.writeStartObject();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        json.writeFieldName(name);
        if (parser.nextToken() == JsonToken.VALUE_STRING) {
          write(json, name, parser.getText());
        } else {
          json.copyCurrentStructure(parser);
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new RecordRejected("record", String.valueOf(e.getMessage()));
    }
    return bytes.toByteArray();
  }

  private void write(JsonGenerator json, String name, String text) throws IOException {
    Column column = fields.getOrDefault(name, others);
    if (column == null || column.kind() == Kind.TEXT) {
      // A map has what the row has; in a record nobody can tell an empty cell from a missing one.
      if (text.isEmpty() && fields.containsKey(name)) {
        json.writeNull();
      } else {
        json.writeString(text);
      }
      return;
    }
    String value = text.strip();
    if (value.isEmpty()) {
      if (column.primitive()) {
        throw misfit(name, column, text, "");
      }
      json.writeNull();
    } else if (column.kind() == Kind.NUMBER) {
      String number =
          number(value)
              .orElseThrow(
                  () ->
                      misfit(
                          name,
                          column,
                          text,
                          DECIMAL_COMMA.matcher(value).matches()
                              ? "; the decimal sign is a point"
                              : ""));
      json.writeNumber(number);
    } else if (column.kind() == Kind.BOOLEAN) {
      if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
        throw misfit(name, column, text, "");
      }
      json.writeBoolean(value.equalsIgnoreCase("true"));
    } else {
      json.writeString(value);
    }
  }

  /** Returns a number as JSON writes it, empty if the text is none. */
  private static Optional<String> number(String text) {
    Matcher number = NUMBER.matcher(text);
    if (!number.matches() || !Character.isDigit(text.charAt(firstDigit(text)))) {
      return Optional.empty();
    }
    String sign = number.group(1).equals("-") ? "-" : "";
    String whole = number.group(2).isEmpty() ? "0" : number.group(2);
    String fraction = number.group(3) == null ? "" : number.group(3);
    String exponent = number.group(4) == null ? "" : number.group(4);
    return Optional.of(sign + whole + fraction + exponent);
  }

  /** Returns where a digit has to be: behind the sign, or behind the point that follows it. */
  private static int firstDigit(String text) {
    int at = text.charAt(0) == '+' || text.charAt(0) == '-' ? 1 : 0;
    int next = at < text.length() && text.charAt(at) == '.' ? at + 1 : at;
    return Math.min(next, text.length() - 1);
  }

  private static RecordRejected misfit(String name, Column column, String text, String hint) {
    return new RecordRejected(
        name, "expected " + column.expected() + ", got " + Misfit.quoted(text) + hint);
  }
}
