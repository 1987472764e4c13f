package io.tenfold.function.invoke;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.tenfold.function.ProcessorError;

/**
 * What Lambda is told of an exception, in the JSON of
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html#runtimes-api-invokeerror.
 */
public final class ErrorReport {
  /** So many characters of an exception are enough, for they take room from other outcomes. */
  static final int LONGEST_CAUSE = 4_096;

  /** How many characters one of the message's may be in JSON. */
  private static final int LONGEST_ESCAPE = 6;

  private static final StackTraceElement[] NO_STACK = {};

  /**
   * How a native executable's message begins for what it threw without the processor's throwing.
   */
  private static final String IMPRECISE = "Stack trace is imprecise";

  private final Throwable thrown;

  /** Takes the exception. */
  public ErrorReport(Throwable thrown) {
    this.thrown = thrown;
  }

  /** Returns the error's name, which is that of the exception's class. */
  public String type() {
    return thrown.getClass().getName();
  }

  /** Returns {@code {"errorType": …, "errorMessage": …}}. */
  public String json() {
    return opening(message()).append('}').toString();
  }

  /**
   * Returns the same with {@code stackTrace}, an array of lines, where the exception has any: the
   * topmost that fit into {@link #LONGEST_CAUSE} characters. A message that does not fit there is
   * cut, and ends in {@code …}.
   */
  String cause() {
    String message = message();
    StringBuilder json = opening(message);
    if (json.length() + 1 > LONGEST_CAUSE) {
      int room = LONGEST_CAUSE - 1 - opening("").length();
      return opening(cut(message, Math.max(1, room))).append('}').toString();
    }
    String before = ",\"stackTrace\":[";
    String after = "";
    for (StackTraceElement line : stack()) {
      int length = json.length();
      quote(json.append(before), line.toString());
      if (json.length() + "]}".length() > LONGEST_CAUSE) {
        json.setLength(length);
        break;
      }
      before = ",";
      after = "]";
    }
    return json.append(after).append('}').toString();
  }

  /** Appends a text in quotation marks, escaped as JSON has it. */
  static void quote(StringBuilder json, String text) {
    json.append('"').append(JsonStringEncoder.getInstance().quoteAsString(text)).append('"');
  }

  private StringBuilder opening(String message) {
    StringBuilder json = new StringBuilder(256);
    quote(json.append("{\"errorType\":"), type());
    json.append(",\"errorMessage\":");
    if (message == null) {
      json.append("null");
    } else {
      quote(json, message);
    }
    return json;
  }

  /**
   * A message is code of the processor's, too, and may fail in its turn. A native executable does
   * not say what was null, so that the line has to do: https://github.com/oracle/graal/issues/9680
   * With {@code -Os} it knows the method, and the line nearly, and has an advice for a message.
   */
  private String message() {
    try {
      String message = thrown.getMessage();
      boolean nullPointer = thrown instanceof NullPointerException;
      boolean imprecise = message != null && message.startsWith(IMPRECISE);
      if (!imprecise && (message != null || !nullPointer)) {
        return message; // Of most failures, so that nobody asks for their stack.
      }
      StackTraceElement[] stack = stack();
      return stack.length == 0
          ? message
          : (nullPointer ? "something is null at " : "at ")
              + (imprecise ? "or near " : "")
              + stack[0];
    } catch (Throwable again) {
      return ProcessorError.survived(
          again, "its message can't be had: " + again.getClass().getName());
    }
  }

  private StackTraceElement[] stack() {
    try {
      StackTraceElement[] stack = thrown.getStackTrace();
      return stack == null ? NO_STACK : stack;
    } catch (Throwable again) {
      return ProcessorError.survived(again, NO_STACK);
    }
  }

  /** Returns the beginning of a text that is longer than so many characters of JSON. */
  private static String cut(String text, int room) {
    int end = Math.min(text.length(), room - 1);
    int over = escaped(text, end) + 1 - room;
    while (over > 0) {
      end -= Math.max(1, over / LONGEST_ESCAPE);
      over = escaped(text, end) + 1 - room;
    }
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + '…';
  }

  private static int escaped(String text, int end) {
    return JsonStringEncoder.getInstance().quoteAsString(text.substring(0, end)).length;
  }
}
