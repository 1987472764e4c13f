package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedClassResolver;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import io.tenfold.function.RecordRejected;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in the record's own terms why its JSON does not fit the processor's type. */
final class Rejection {
  /** What Jackson says of {@code @JsonProperty(required = true)}. */
  private static final String REQUIRED = "Missing required creator property";

  private final ObjectMapper mapper;

  /** Takes the mapper, which knows what the values of the types look like in JSON. */
  Rejection(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** Turns Jackson's complaint into one that names the field by its path in the record. */
  RecordRejected of(JsonProcessingException e, JsonParser parser) throws IOException {
    if (!(e instanceof JsonMappingException mapping)) {
      return Misfit.ofParser(e, parser);
    }
    if (mapping.getCause() instanceof JsonProcessingException parsers
        && !(parsers instanceof JsonMappingException)) {
      return Misfit.ofParser(parsers, parser);
    }
    if (Misfit.rootOf(mapping) instanceof RecordRejected thrownByTheRecordItself) {
      return thrownByTheRecordItself;
    }
    if (mapping instanceof StrictScalars.NoSuchValue noValue) {
      Misfit misfit = within(mapping.getPath(), noValue.misfit());
      return new RecordRejected(misfit.path("record"), misfit.problem());
    }
    String path = path("record", mapping.getPath());
    if (String.valueOf(mapping.getOriginalMessage()).startsWith(REQUIRED)) {
      return new RecordRejected(path, "is missing");
    }
    if (mapping instanceof InvalidTypeIdException unknown
        && (unknown.getTypeId() != null || parser.currentToken().isStructEnd())) {
      return new RecordRejected(path, problem(unknown));
    }
    return new RecordRejected(path, problem(mapping));
  }

  /** Says that a record is null. */
  RecordRejected ofNull(JavaType type) {
    return new RecordRejected("record", "expected " + expected(type.getRawClass()) + ", got null");
  }

  /** Writes a path as {@code lines[2].quantity}, and the name of the whole for an empty one. */
  static String path(String whole, List<JsonMappingException.Reference> references) {
    return within(references, new Misfit("", null)).path(whole);
  }

  private static Misfit within(List<JsonMappingException.Reference> references, Misfit misfit) {
    for (int i = references.size() - 1; i >= 0; i--) {
      JsonMappingException.Reference reference = references.get(i);
      if (reference.getFieldName() == null) {
        misfit.at(reference.getIndex());
      } else {
        misfit.in(reference.getFieldName());
      }
    }
    return misfit;
  }

  private String problem(JsonMappingException e) throws IOException {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "unknown field; known are "
          + unknown.getKnownPropertyIds().stream()
              .map(String::valueOf)
              .sorted()
              .collect(Collectors.joining(", "));
    }
    if (NumberRange.OUT_OF_RANGE.equals(e.getOriginalMessage())) {
      return NumberRange.OUT_OF_RANGE;
    }
    if (e instanceof InvalidDefinitionException noContainer) {
      return "expected "
          + expected(noContainer.getType().getRawClass())
          + ", got "
          + Misfit.got((JsonParser) e.getProcessor());
    }
    if (e instanceof ValueInstantiationException) {
      return String.valueOf(Misfit.rootOf(e).getMessage());
    }
    if (e instanceof MismatchedInputException mismatch) {
      Class<?> type =
          mismatch instanceof InvalidTypeIdException withSubtypes
              ? withSubtypes.getBaseType().getRawClass()
              : mismatch.getTargetType();
      String expected = "expected " + expected(type);
      return e.getProcessor() instanceof JsonParser parser
          ? expected + ", got " + Misfit.got(parser)
          : expected;
    }
    return e.getOriginalMessage();
  }

  /** Says by which names the subtypes of a type are known in JSON. */
  private String problem(InvalidTypeIdException e) {
    AnnotatedClass type =
        AnnotatedClassResolver.resolve(
            mapper.getDeserializationConfig(), e.getBaseType(), mapper.getDeserializationConfig());
    List<String> names =
        mapper
            .getSubtypeResolver()
            .collectAndResolveSubtypesByTypeId(mapper.getDeserializationConfig(), type)
            .stream()
            .map(NamedType::getName)
            .filter(Objects::nonNull)
            .sorted()
            .toList();
    String got = e.getTypeId() == null ? JsonKind.of(null) : Misfit.quoted(e.getTypeId());
    return "expected its kind to be " + JsonKind.oneOf(names) + ", got " + got;
  }

  private String expected(Class<?> type) {
    return type != null && type.isEnum()
        ? JsonKind.oneOf(Stream.of(type.getEnumConstants()).map(this::inJson).toList())
        : JsonKind.expectedFor(type);
  }

  /** An enum's constant may have another name in JSON than in Java. */
  private String inJson(Object constant) {
    return mapper.valueToTree(constant).asText();
  }
}
