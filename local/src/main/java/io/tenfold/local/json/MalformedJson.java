package io.tenfold.local.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;

/** A document that is not JSON, with the line and column (both from 1) where that shows. */
public final class MalformedJson extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final int line;
  private final int column;

  /** Takes what is wrong and where. */
  public MalformedJson(String problem, int line, int column) {
    super("line " + line + ", column " + column + ": " + problem);
    this.problem = problem;
    this.line = line;
    this.column = column;
  }

  /** Makes one from a parser's exception; one that is not about the text becomes unlocated. */
  public static MalformedJson of(IOException e) {
    JsonLocation at =
        e instanceof JsonProcessingException json ? json.getLocation() : JsonLocation.NA;
    return at == null || at.getLineNr() < 0
        ? new MalformedJson(Json.messageOf(e), 1, 1)
        : new MalformedJson(Json.messageOf(e), at.getLineNr(), at.getColumnNr());
  }

  /** Makes one that points at a parser's current token. */
  public static MalformedJson at(JsonParser parser, String problem) {
    JsonLocation at = parser.currentTokenLocation();
    return new MalformedJson(problem, at.getLineNr(), at.getColumnNr());
  }

  /** Returns what is wrong, without where. */
  public String problem() {
    return problem;
  }

  /** Returns the line, from 1. */
  public int line() {
    return line;
  }

  /** Returns the column, from 1. */
  public int column() {
    return column;
  }
}
