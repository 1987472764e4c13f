package io.tenfold.local.lambda.runtimeapi;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tenfold.local.json.Json;
import io.tenfold.local.port.FunctionInvoker.Failed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A failure as Lambda reports it for whichever invocation it befalls. */
public sealed interface Failure {
  /** Returns the failure as the result of the invocation with this id. */
  Failed of(String requestId);

  /** What the function itself reported: its error document, handed on byte for byte. */
  record Reported(String errorType, byte[] document) implements Failure {
    @Override
    public Failed of(String requestId) {
      return new Failed(errorType, document);
    }
  }

  /** What the host saw of it: its error type and what Lambda says about it. */
  record Observed(String errorType, String message) implements Failure {
    @Override
    public Failed of(String requestId) {
      return new Failed(
          errorType, document(errorType, "RequestId: " + requestId + " Error: " + message));
    }
  }

  /** A response over 6 MB, which Lambda reports without the request's id. */
  record ResponseTooLarge(int limitBytes) implements Failure {
    private static final String ERROR_TYPE = "Function.ResponseSizeTooLarge";

    @Override
    public Failed of(String requestId) {
      return new Failed(
          ERROR_TYPE,
          document(
              ERROR_TYPE,
              "Response payload size exceeded maximum allowed payload size ("
                  + limitBytes
                  + " bytes)."));
    }
  }

  /** Returns the failure of an invocation that took longer than the function's time-out. */
  static Observed timedOut(Duration timeout) {
    return new Observed(
        "Sandbox.Timedout", "Task timed out after " + seconds(timeout) + " seconds");
  }

  /**
   * Returns the failure of an invocation whose environment did not start in the time that it had.
   */
  static Observed timedOutInInit(Duration timeout, Duration limit) {
    return new Observed(
        "Sandbox.Timedout",
        timedOut(timeout).message()
            + " (the runtime was not initialised "
            + seconds(limit)
            + " seconds after its start)");
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f", duration.toNanos() / 1e9);
  }

  /** Returns Lambda's {@code {"errorType", "errorMessage"}}. */
  static byte[] document(String errorType, String errorMessage) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("errorType", errorType);
    document.put("errorMessage", errorMessage);
    return Json.writeBytes(document);
  }

  /**
   * Reads what a function posted as its error: its type is the document's {@code errorType}, else
   * the header's, else {@code Lambda.Unknown} as Step Functions names it.
   */
  static Failure reported(byte[] document, String headerErrorType) {
    String errorType = errorType(document);
    if (errorType == null) {
      errorType = headerErrorType == null ? "Lambda.Unknown" : headerErrorType;
    }
    return new Reported(
        errorType,
        document.length == 0 ? document(errorType, "The function gave no reason") : document);
  }

  private static String errorType(byte[] document) {
    try (JsonParser parser = Json.parser(new ByteArrayInputStream(document))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals("errorType");
        if (parser.nextToken() == JsonToken.VALUE_STRING && wanted) {
          return parser.getText();
        }
        parser.skipChildren();
      }
      return null;
    } catch (IOException e) {
      return null;
    }
  }
}
