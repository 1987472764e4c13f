package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.tenfold.function.RecordRejected;
import java.io.IOException;

/** A value that does not fit its type, with the path to it, which grows on the way out. */
final class Misfit extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_VALUE = 60;
  private static final int MOST_CAUSES = 100;

  /** What Jackson says of a field that comes a second time. */
  private static final String DUPLICATE = "Duplicate field";

  /** What the record's owner is told of a field that comes a second time. */
  static final String GIVEN_TWICE = "is given twice";

  private final String problem;
  private final StringBuilder path = new StringBuilder();

  Misfit(String problem, Throwable cause) {
    super(problem, cause, false, false);
    this.problem = problem;
  }

  /**
   * Complains about the value that the parser is at, which it quotes as it is in JSON; nothing is
   * where the object ends, or where the parser is null.
   */
  static Misfit of(String expected, JsonParser parser) throws IOException {
    return new Misfit("expected " + expected + ", got " + got(parser), null);
  }

  /** Names or quotes the value that the parser is at. */
  static String got(JsonParser parser) throws IOException {
    JsonToken token = parser == null ? null : parser.currentToken();
    if (token == null || token == JsonToken.END_OBJECT) {
      return JsonKind.of(null);
    }
    return switch (token) {
      case VALUE_STRING -> quoted(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
          shortened(parser.getText());
      default -> JsonKind.of(token);
    };
  }

  /** Returns a text in quotation marks, shortened. */
  static String quoted(String text) {
    return '"' + shortened(text) + '"';
  }

  /** Adds the field that the value is in; a name that could not be told from a path is quoted. */
  Misfit in(String field) {
    boolean needsDot = !path.isEmpty() && path.charAt(0) != '[';
    String name = field.isEmpty() || field.charAt(0) == '[' ? '"' + field + '"' : field;
    path.insert(0, needsDot ? name + '.' : name);
    return this;
  }

  /** Adds the place in the list that the value is in, from 0. */
  Misfit at(int index) {
    boolean needsDot = !path.isEmpty() && path.charAt(0) != '[';
    path.insert(0, "[" + index + (needsDot ? "]." : "]"));
    return this;
  }

  /** Returns the path as {@code lines[2].quantity}, and the name of the whole for an empty one. */
  String path(String whole) {
    return path.isEmpty() ? whole : path.toString();
  }

  String problem() {
    return problem;
  }

  /** Returns what the record's owner is told. */
  RecordRejected rejection() {
    Throwable root = rootOf(this);
    return root instanceof RecordRejected thrownByTheRecordItself
        ? thrownByTheRecordItself
        : new RecordRejected(path("record"), problem);
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
  }

  /** Says what the parser itself says of the field that it is at: of its size, not of its kind. */
  static RecordRejected ofParser(JsonProcessingException e, JsonParser parser) {
    String problem =
        e instanceof StreamConstraintsException
            ? "is beyond what the function reads"
            : String.valueOf(e.getOriginalMessage());
    return new RecordRejected(path(parser), problem.startsWith(DUPLICATE) ? GIVEN_TWICE : problem);
  }

  private static String path(JsonParser parser) {
    Misfit path = new Misfit("", null);
    for (JsonStreamContext at = parser.getParsingContext();
        at != null && !at.inRoot();
        at = at.getParent()) {
      if (at.inArray()) {
        path.at(at.getCurrentIndex());
      } else if (at.getCurrentName() != null) {
        path.in(at.getCurrentName());
      }
    }
    return path.path("record");
  }

  /** Returns the first cause of all, or one of those that are each other's. */
  static Throwable rootOf(Throwable thrown) {
    Throwable root = thrown;
    for (int i = 0; i < MOST_CAUSES && root.getCause() != null; i++) {
      root = root.getCause();
    }
    return root;
  }
}
