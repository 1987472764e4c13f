package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tenfold.function.RecordRejected;
import java.io.IOException;

/** A value that does not fit its type, with the path to it, which grows on the way out. */
final class Misfit extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_VALUE = 60;

  private final String problem;
  private final StringBuilder path = new StringBuilder();

  Misfit(String problem, Throwable cause) {
    super(problem, cause, false, false);
    this.problem = problem;
  }

  /** Complains about the token that the parser is at. */
  static Misfit token(String expected, JsonParser parser) {
    return new Misfit("expected " + expected + ", got " + JsonKind.of(parser.currentToken()), null);
  }

  /** Complains about the token that the parser is at, and quotes a string that is blank. */
  static Misfit scalar(String expected, JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_STRING && parser.getText().isBlank()
        ? text(expected, parser.getText())
        : token(expected, parser);
  }

  /** Complains about what is neither an object nor a list, and quotes a blank string as empty. */
  static Misfit structure(String expected, JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_STRING && parser.getText().isBlank()
        ? text(expected, "")
        : token(expected, parser);
  }

  /** Complains about a value, which it quotes, shortened, in the way that it is in JSON. */
  static Misfit text(String expected, String value) {
    return new Misfit("expected " + expected + ", got \"" + shortened(value) + '"', null);
  }

  /** Complains about a number or a truth value, which it names as Java does. */
  static Misfit literal(String expected, JsonParser parser) throws IOException {
    String value =
        parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
            ? String.valueOf(parser.getDoubleValue())
            : parser.getText();
    return new Misfit("expected " + expected + ", got " + shortened(value), null);
  }

  /** Adds the field that the value is in. */
  Misfit in(String field) {
    boolean needsDot = !path.isEmpty() && path.charAt(0) != '[';
    path.insert(0, needsDot ? field + '.' : field);
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
    Throwable root = this;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root instanceof RecordRejected thrownByTheRecordItself
        ? thrownByTheRecordItself
        : new RecordRejected(path("record"), problem);
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
  }
}
