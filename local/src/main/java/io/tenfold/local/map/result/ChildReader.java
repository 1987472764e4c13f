package io.tenfold.local.map.result;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tenfold.local.json.JsonText;
import io.tenfold.local.json.JsonTexts;
import io.tenfold.local.json.MalformedJson;
import java.io.IOException;
import java.time.Instant;

/**
 * Reads the children of a result file, field by field: of a million of them, what is not asked for
 * is passed over, and no tree is made.
 */
final class ChildReader {
  /** As far as dates are alike that lie within a minute: {@code 2026-11-27T08:15:}. */
  private static final int MINUTE = 17;

  /** As Step Functions writes dates: {@code 2026-11-27T08:15:30.123Z}. */
  private static final int LENGTH = 24;

  private String minute = "";
  private long minuteMillis;

  /**
   * Reads the value at which the parser is, and leaves the parser at its end.
   *
   * @return null if it is no child, but what one returned
   * @throws MalformedJson if a field is no text
   * @throws NullPointerException if a field is missing that every child has
   */
  ChildExecution read(JsonTexts texts) throws IOException {
    JsonParser parser = texts.parser();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return null;
    }
    String executionArn = null;
    String name = null;
    String stateMachineArn = null;
    String status = null;
    JsonText input = null;
    JsonText output = null;
    String error = null;
    String cause = null;
    Instant startDate = null;
    Instant stopDate = null;
    int redriveCount = 0;
    while (texts.next() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "ExecutionArn" -> executionArn = text(parser);
        case "Name" -> name = text(parser);
        case "StateMachineArn" -> stateMachineArn = text(parser);
        case "Status" -> status = text(parser);
        case "Input" -> input = taken(texts);
        case "Output" -> output = taken(texts);
        case "Error" -> error = text(parser);
        case "Cause" -> cause = text(parser);
        case "StartDate" -> startDate = date(text(parser));
        case "StopDate" -> stopDate = date(text(parser));
        case "RedriveCount" -> redriveCount = parser.getValueAsInt();
        default -> parser.skipChildren();
      }
    }
    if (executionArn == null) {
      return null;
    }
    return new ChildExecution(
        executionArn,
        name,
        stateMachineArn,
        status,
        input,
        output,
        error,
        cause,
        startDate,
        stopDate,
        redriveCount);
  }

  private static JsonText taken(JsonTexts texts) throws IOException {
    return texts.parser().currentToken() == JsonToken.VALUE_STRING
        ? texts.take()
        : JsonText.of(text(texts.parser()));
  }

  private static String text(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getText();
      case VALUE_NULL -> null;
      default -> throw MalformedJson.at(parser, parser.currentName() + " is no text");
    };
  }

  /** Of the minute before, only the seconds are read: the rest was, and most dates are alike. */
  private Instant date(String text) {
    if (text == null) {
      return null;
    }
    int millis = text.startsWith(minute) && !minute.isEmpty() ? millisOfMinute(text) : -1;
    if (millis >= 0) {
      return Instant.ofEpochMilli(minuteMillis + millis);
    }
    Instant date = Instant.parse(text);
    millis = millisOfMinute(text);
    if (millis >= 0) {
      minute = text.substring(0, MINUTE);
      minuteMillis = date.toEpochMilli() - millis;
    }
    return date;
  }

  /**
   * Returns the milliseconds of {@code 30.123Z} at a date's end, -1 where it is written otherwise.
   */
  private static int millisOfMinute(String text) {
    if (text.length() != LENGTH || text.charAt(19) != '.' || text.charAt(LENGTH - 1) != 'Z') {
      return -1;
    }
    int seconds = digits(text, MINUTE, 19);
    int millis = digits(text, 20, LENGTH - 1);
    return seconds < 0 || seconds > 59 || millis < 0 ? -1 : seconds * 1_000 + millis;
  }

  private static int digits(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
