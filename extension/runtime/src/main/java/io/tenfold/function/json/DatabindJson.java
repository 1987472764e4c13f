package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.databind.util.ClassUtil;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.UnwritableOutput;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The JSON of any type that Jackson's databind knows, found out by reflection. */
final class DatabindJson implements RecordJson {
  private final ObjectReader reader;
  private final ObjectWriter writer;
  private final ObjectWriter recordWriter;
  private final TextValues texts;
  private final JavaType type;
  private final Rejection rejection;

  DatabindJson(Type record, Type output) {
    ObjectMapper mapper = strictMapper();
    type = mapper.constructType(record);
    rejection = new Rejection(mapper);
    reader = mapper.readerFor(type);
    JavaType outputType = mapper.constructType(output);
    writer = mapper.writerFor(outputType);
    recordWriter = mapper.writerFor(type);
    NamedTypes.prepareReading(mapper, type);
    NamedTypes.prepareWriting(mapper, outputType);
    texts = texts(mapper, type);
  }

  @Override
  public Object read(byte[] record) {
    // A parser of our own stays open while its complaint is put into words.
    try (JsonParser parser = new StrictStreams.Parser(reader.getFactory().createParser(record))) {
      return read(parser);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  private Object read(JsonParser parser) throws IOException {
    try {
      Object read = reader.readValue(parser);
      if (read == null) {
        throw rejection.ofNull(type);
      }
      return read;
    } catch (InvalidDefinitionException e) {
      // Of a text in an array's or an EnumMap's place Jackson says that there is no constructor.
      if (e.getType().isContainerType() && parser.currentToken().isScalarValue()) {
        throw rejection.of(e, parser);
      }
      throw new IllegalStateException(
          e.getType().toCanonical() + " can't be read from JSON, see docs/writing-a-processor.md",
          e);
    } catch (JsonProcessingException e) {
      throw rejection.of(e, parser);
    } catch (NumberFormatException beyondAnyBigDecimal) {
      // Of a type with subtypes, whose numbers are kept as texts until it is known which it is.
      throw new RecordRejected("record", NumberRange.OUT_OF_RANGE);
    }
  }

  @Override
  public Object readTexts(byte[] record) {
    return read(texts.typed(factory(), record));
  }

  /** As databind reads the type: its annotations may name other fields than the class has. */
  private static TextValues texts(ObjectMapper mapper, JavaType record) {
    if (record.isMapLikeType()) {
      return TextValues.ofMap(record.getContentType().getRawClass());
    }
    Map<String, Class<?>> types = new HashMap<>();
    if (record.isTypeOrSubTypeOf(TreeNode.class)) {
      return TextValues.ofFields(types);
    }
    for (BeanPropertyDefinition property :
        mapper.getDeserializationConfig().introspect(record).findProperties()) {
      JavaType type = property.getPrimaryType();
      types.put(
          property.getName(),
          type.isReferenceType() ? boxed(type.getContentType().getRawClass()) : type.getRawClass());
    }
    return TextValues.ofFields(types);
  }

  /** What an {@code OptionalInt} refers to is missing as well as a box is null. */
  private static Class<?> boxed(Class<?> type) {
    return type.isPrimitive() ? ClassUtil.wrapperType(type) : type;
  }

  @Override
  public byte[] write(long index, Object output) {
    return write(index, "output", strict(writer), output);
  }

  @Override
  public byte[] envelope(Object record) {
    ValueWriter sample = strict(recordWriter);
    return write(0, "record", sample.withOriginOfSample(), record);
  }

  @Override
  public JsonFactory factory() {
    return reader.getFactory();
  }

  private byte[] write(long index, String field, ValueWriter writer, Object value) {
    try {
      return RecordJson.wrap(factory(), index, field, value, writer);
    } catch (JsonMappingException e) {
      throw new UnwritableOutput(
          Rejection.path(field, e.getPath()) + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UnwritableOutput(field + ": " + e.getMessage(), e);
    }
  }

  private static ValueWriter strict(ObjectWriter writer) {
    return (json, value) -> writer.writeValue(new StrictStreams.Generator(json), value);
  }

  private static ObjectMapper strictMapper() {
    return JsonMapper.builder(RecordJson.newFactory())
        // The last that knows a type has it: a module of the user's own before all.
        .addModules(new Jdk8Module(), new JavaTimeModule(), StrictScalars.module())
        .addModules(ObjectMapper.findModules(RecordJson.class.getClassLoader()))
        .enable(
            DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(
            DeserializationFeature.ACCEPT_FLOAT_AS_INT,
            DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(
            SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
            SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        // Its offset alone does not say what a time in a zone is after a day more.
        .enable(SerializationFeature.WRITE_DATES_WITH_ZONE_ID)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .defaultLeniency(false)
        // Months by name are the same on every machine.
        .defaultLocale(Locale.ENGLISH)
        // Or a number that is " " would be taken for null.
        .withCoercionConfigDefaults(any -> any.setAcceptBlankAsEmpty(false))
        .withCoercionConfig(
            LogicalType.Textual,
            text ->
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .build();
  }

  /**
   * Has a mapper look at the types that are in a value before it meets any: at those of properties
   * and elements, and at their subtypes ({@code @JsonSubTypes}). By itself it leaves many to the
   * first value, in the first record rather than once and for all while a native image is built.
   */
  private static final class NamedTypes {
    private final ObjectMapper mapper;
    private final MapperConfig<?> config;
    private final Function<JavaType, BeanDescription> beans;
    private final Consumer<JavaType> look;
    private final Set<JavaType> followed = new HashSet<>();

    private NamedTypes(
        ObjectMapper mapper,
        MapperConfig<?> config,
        Function<JavaType, BeanDescription> beans,
        Consumer<JavaType> look) {
      this.mapper = mapper;
      this.config = config;
      this.beans = beans;
      this.look = look;
    }

    /** Has it look at how values of a type are read, and all that are in them. */
    static void prepareReading(ObjectMapper mapper, JavaType type) {
      new NamedTypes(
              mapper,
              mapper.getDeserializationConfig(),
              mapper.getDeserializationConfig()::introspect,
              mapper::readerFor)
          .follow(type);
    }

    /** Has it look at how values of a type are written, and all that are in them. */
    static void prepareWriting(ObjectMapper mapper, JavaType type) {
      new NamedTypes(
              mapper,
              mapper.getSerializationConfig(),
              mapper.getSerializationConfig()::introspect,
              mapper::writerFor)
          .follow(type);
    }

    private void follow(JavaType type) {
      if (type == null || !followed.add(type)) {
        return;
      }
      follow(type.getKeyType());
      follow(type.getContentType());
      if (type.isPrimitive() || type.getRawClass().getName().startsWith("java.")) {
        return;
      }
      try {
        BeanDescription bean = beans.apply(type);
        if (!type.isAbstract()) {
          look.accept(type);
        }
        for (BeanPropertyDefinition property : bean.findProperties()) {
          follow(property.getPrimaryType());
        }
        for (NamedType named :
            mapper
                .getSubtypeResolver()
                .collectAndResolveSubtypesByTypeId(config, bean.getClassInfo())) {
          follow(config.constructSpecializedType(type, named.getType()));
        }
      } catch (RuntimeException | LinkageError unusable) {
        // What is wrong with the type is said with the place of the first value of it, as ever.
      }
    }
  }
}
