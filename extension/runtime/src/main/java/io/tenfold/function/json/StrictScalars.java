package io.tenfold.function.json;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.deser.std.EnumDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializerBase;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.util.AccessPattern;
import com.fasterxml.jackson.datatype.jsr310.deser.DurationDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Has databind read every value of one token by the bindings that records of plain types have. */
final class StrictScalars {
  /** Those that a number may stand for where {@code @JsonFormat} says so. */
  private static final Map<Class<?>, JsonDeserializer<?>> BY_NUMBER =
      Map.of(
          Instant.class, InstantDeserializer.INSTANT,
          OffsetDateTime.class, InstantDeserializer.OFFSET_DATE_TIME,
          ZonedDateTime.class, InstantDeserializer.ZONED_DATE_TIME,
          Duration.class, DurationDeserializer.INSTANCE);

  private StrictScalars() {}

  @SuppressWarnings({"unchecked", "rawtypes"}) // A binding reads the very type that it is for.
  static SimpleModule module() {
    SimpleModule module = new SimpleModule("tenfold-strict-scalars");
    new ScalarBindings()
        .all()
        .forEach(
            (type, binding) -> {
              module.addDeserializer((Class) type, new Scalar(type, binding));
              if (binding instanceof ParsedTextBinding || isNumber(type) || isBoolean(type)) {
                module.addKeyDeserializer(type, new Key(type, binding));
              }
            });
    module.addSerializer(new LanguageTag());
    module.addKeySerializer(Locale.class, new LanguageTagForAName());
    return module.setDeserializerModifier(
        new BeanDeserializerModifier() {
          private static final long serialVersionUID = 1L;

          @Override
          public JsonDeserializer<?> modifyEnumDeserializer(
              DeserializationConfig config,
              JavaType type,
              BeanDescription description,
              JsonDeserializer<?> jacksons) {
            return new EnumConstant(jacksons);
          }

          @Override
          public JsonDeserializer<?> modifyCollectionDeserializer(
              DeserializationConfig config,
              CollectionType type,
              BeanDescription description,
              JsonDeserializer<?> jacksons) {
            return StrictSets.areNeededFor(type) ? new StrictSets(jacksons) : jacksons;
          }
        });
  }

  /** Writes a locale as it is read, where Jackson's {@code zh_TW_#Hant} would be none. */
  private static final class LanguageTag extends ToStringSerializerBase {
    private static final long serialVersionUID = 1L;

    LanguageTag() {
      super(Locale.class);
    }

    @Override
    public String valueToString(Object locale) {
      return ((Locale) locale).toLanguageTag();
    }
  }

  /** The same for the name of a field. */
  private static final class LanguageTagForAName extends StdSerializer<Locale> {
    private static final long serialVersionUID = 1L;

    LanguageTagForAName() {
      super(Locale.class);
    }

    @Override
    public void serialize(Locale locale, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeFieldName(locale.toLanguageTag());
    }
  }

  /** Jackson's, which overlooks blanks around a name, and speaks of int where a number is none. */
  private static final class EnumConstant extends DelegatingDeserializer {
    private static final long serialVersionUID = 1L;

    EnumConstant(JsonDeserializer<?> jacksons) {
      super(jacksons);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> jacksons) {
      return new EnumConstant(jacksons);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (getDelegatee() instanceof EnumDeserializer
          && parser.currentToken() == JsonToken.VALUE_STRING
          && !parser.getText().trim().equals(parser.getText())) {
        throw MismatchedInputException.from(parser, handledType(), "blanks around a name");
      }
      try {
        return super.deserialize(parser, context);
      } catch (InputCoercionException noInt) {
        throw MismatchedInputException.from(parser, handledType(), noInt.getOriginalMessage());
      }
    }
  }

  private static boolean isNumber(Class<?> type) {
    return Number.class.isAssignableFrom(type)
        || type.isPrimitive() && type != boolean.class && type != char.class;
  }

  private static boolean isBoolean(Class<?> type) {
    return type == boolean.class || type == Boolean.class;
  }

  /** Says with Jackson's path what a binding says. */
  static final class NoSuchValue extends MismatchedInputException {
    private static final long serialVersionUID = 1L;
    private final transient Misfit misfit;

    NoSuchValue(JsonParser parser, Misfit misfit) {
      super(parser, misfit.problem());
      this.misfit = misfit;
    }

    /** Returns what the binding says. */
    Misfit misfit() {
      return misfit;
    }
  }

  private static final class Scalar extends StdScalarDeserializer<Object>
      implements ContextualDeserializer {
    private static final long serialVersionUID = 1L;
    private final transient Binding binding;

    Scalar(Class<?> type, Binding binding) {
      super(type);
      this.binding = binding;
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext context, BeanProperty property) throws JsonMappingException {
      JsonFormat.Value format = findFormatOverrides(context, property, handledType());
      if (format == null) {
        return this;
      }
      JsonDeserializer<?> byNumber = BY_NUMBER.get(handledType());
      if (byNumber instanceof ContextualDeserializer jacksons
          && (format.getShape().isNumeric()
              || format.hasPattern() && handledType() == Duration.class)) {
        return jacksons.createContextual(context, property);
      }
      if (format.getShape() == JsonFormat.Shape.STRING && isNumber(handledType())) {
        String expected = JsonKind.expectedFor(handledType()) + " in a string";
        return new Scalar(handledType(), new NumberInString(binding, expected));
      }
      return format.hasPattern() ? withPattern(format, context) : this;
    }

    private Scalar withPattern(JsonFormat.Value format, DeserializationContext context) {
      boolean moment = handledType() == Instant.class || handledType() == Date.class;
      ZoneId zone =
          format.hasTimeZone() ? format.getTimeZone().toZoneId() : moment ? ZoneOffset.UTC : null;
      Binding withPattern =
          ScalarBindings.withPattern(
              handledType(),
              format.getPattern(),
              format.hasLocale() ? format.getLocale() : context.getLocale(),
              zone);
      return withPattern == null ? this : new Scalar(handledType(), withPattern);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      try {
        return binding.read(parser);
      } catch (Misfit e) {
        throw new NoSuchValue(parser, e);
      }
    }

    @Override
    public Object getNullValue(DeserializationContext context) throws JsonMappingException {
      return noValue(context.getParser(), context);
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) throws JsonMappingException {
      return noValue(null, context);
    }

    private Object noValue(JsonParser at, DeserializationContext context)
        throws JsonMappingException {
      try {
        return binding.readNull(at);
      } catch (Misfit e) {
        throw new NoSuchValue(context.getParser(), e);
      } catch (IOException e) {
        throw JsonMappingException.from(context, e.getMessage(), e);
      }
    }

    @Override
    public AccessPattern getNullAccessPattern() {
      return AccessPattern.DYNAMIC;
    }
  }

  /** A number in a string, where {@code @JsonFormat} says that it is in one. */
  private record NumberInString(Binding number, String expected) implements Binding {
    @Override
    public Object read(JsonParser parser) throws IOException {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        throw Misfit.of(expected, parser);
      }
      return valueIn(parser.getText(), number, expected);
    }

    @Override
    public Object readNull(JsonParser parser) throws IOException {
      return number.readNull(parser);
    }

    @Override
    public void write(JsonGenerator json, Object value) throws IOException {
      number.write(json, value);
    }
  }

  /** The name of a field, which is a text whatever it stands for. */
  private static final class Key extends KeyDeserializer {
    private final Binding binding;
    private final String expected;

    Key(Class<?> type, Binding binding) {
      this.binding = binding;
      this.expected = JsonKind.expectedFor(type) + " for a name";
    }

    @Override
    public Object deserializeKey(String key, DeserializationContext context) throws IOException {
      try {
        Object name =
            binding instanceof ParsedTextBinding text
                ? parsed(key, text)
                : valueIn(key, binding, expected);
        requireNew(name, key, context.getParser().getParsingContext());
        return name;
      } catch (Misfit e) {
        throw new NoSuchValue(context.getParser(), e);
      }
    }

    /** Of {@code "1"} and {@code "1.0"}, which are one number, a map would keep the later. */
    private static void requireNew(Object name, String key, JsonStreamContext object) {
      if (object.getCurrentValue() == null) {
        object.setCurrentValue(new Names(new HashSet<>()));
      }
      if (object.getCurrentValue() instanceof Names names && !names.seen().add(name)) {
        throw new Misfit(Misfit.GIVEN_TWICE, null).in(key);
      }
    }

    /** Those of an object that were there before. */
    private record Names(Set<Object> seen) {}

    private Object parsed(String key, ParsedTextBinding text) {
      try {
        return text.parse().apply(key);
      } catch (RuntimeException noneOfThatForm) {
        throw misfit(key, expected);
      }
    }
  }

  /** Returns the value that a text is, to the character. */
  private static Object valueIn(String text, Binding binding, String expected) throws IOException {
    try (JsonParser parser = RecordJson.newFactory().createParser(text)) {
      parser.nextToken();
      Object value = text.isBlank() ? null : binding.read(parser);
      if (value == null || !parser.getText().equals(text)) {
        throw misfit(text, expected);
      }
      return value;
    } catch (Misfit | JsonProcessingException e) {
      throw misfit(text, expected);
    }
  }

  private static Misfit misfit(String text, String expected) {
    return new Misfit("expected " + expected + ", got " + Misfit.quoted(text), null);
  }
}
