package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.tenfold.function.RecordRejected;
import java.util.List;
import java.util.stream.Collectors;

/** Says in the record's own terms why its JSON does not fit the processor's type. */
final class Rejection {
  private Rejection() {}

  /** Turns Jackson's complaint into one that names the field by its path in the record. */
  static RecordRejected of(JsonProcessingException e) {
    if (!(e instanceof JsonMappingException mapping)) {
      return new RecordRejected("record", e.getOriginalMessage());
    }
    if (rootOf(mapping) instanceof RecordRejected thrownByTheRecordItself) {
      return thrownByTheRecordItself;
    }
    return new RecordRejected(path("record", mapping.getPath()), problem(mapping));
  }

  /** Writes a path as {@code lines[2].quantity}, and the name of the whole for an empty one. */
  static String path(String whole, List<JsonMappingException.Reference> references) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference reference : references) {
      if (reference.getFieldName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
      }
    }
    return path.isEmpty() ? whole : path.toString();
  }

  private static String problem(JsonMappingException e) {
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
    if (e instanceof InvalidFormatException format) {
      return "expected "
          + JsonKind.expectedFor(format.getTargetType())
          + ", got "
          + quoted(format.getValue());
    }
    if (e instanceof ValueInstantiationException) {
      return String.valueOf(rootOf(e).getMessage());
    }
    if (e.getCause() instanceof InputCoercionException overflow) {
      return "expected " + JsonKind.expectedFor(overflow.getTargetType());
    }
    if (e instanceof MismatchedInputException mismatch) {
      String expected = "expected " + JsonKind.expectedFor(mismatch.getTargetType());
      return e.getProcessor() instanceof JsonParser parser
          ? expected + ", got " + JsonKind.of(parser.currentToken())
          : expected;
    }
    return e.getOriginalMessage();
  }

  private static String quoted(Object value) {
    String text = String.valueOf(value);
    String shown = text.length() <= 60 ? text : text.substring(0, 60) + "…";
    return value instanceof CharSequence ? '"' + shown + '"' : shown;
  }

  private static Throwable rootOf(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }
}
