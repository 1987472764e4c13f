package io.tenfold.function.invoke;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a batch is answered with, as it grows record by record:
 *
 * <pre>{@code
 * {"outcomes": [{"index": 17, "output": …}, {"index": 18, "error": "…", "cause": "…"}],
 *  "transient": [{"position": 5, "index": 22, "error": "…", "cause": "…"}],
 *  "notReached": [7, 8], "failed": 1, "bytes": 12345}
 * }</pre>
 *
 * <p>Every item of the payload is in exactly one of the three, by its index or by its {@code
 * position} there, from 0. {@code failed} is how many outcomes are failures, and {@code bytes} how
 * many bytes of UTF-8 the array of outcomes takes.
 */
final class BatchAnswer {
  /** After so many bytes of outcomes, nothing further is started. */
  static final int FULL = 200_000;

  /**
   * No answer of several outcomes has more bytes: a state's result may have 262,144, and holds more
   * than the answer. See https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html.
   */
  static final int LARGEST = 245_000;

  /** The names, brackets and numbers around what grows. */
  private static final int FRAME = 128;

  private final int records;
  private final ByteArrayOutputStream outcomes = new ByteArrayOutputStream(1_024);
  private final ByteArrayOutputStream transients = new ByteArrayOutputStream(0);
  private final StringBuilder notReached = new StringBuilder();
  private int succeeded;
  private int failed;
  private int trying;
  private boolean leftOut;

  /** Takes how many records are to be answered for. */
  BatchAnswer(int records) {
    this.records = records;
  }

  /**
   * Adds the outcome of a record that succeeded, in UTF-8, unless there is no room for it: the
   * first has room in any case.
   */
  boolean succeeded(byte[] outcome) {
    boolean fits = add(outcome, outcomes);
    succeeded += fits ? 1 : 0;
    return fits;
  }

  /** Adds the outcome of a record that failed for good, unless there is no room for it. */
  boolean failed(long index, String error, String cause) {
    boolean fits = add(failure(new StringBuilder("{"), index, error, cause), outcomes);
    failed += fits ? 1 : 0;
    return fits;
  }

  /** Adds a record that failed and is to be tried again, unless there is no room for it. */
  boolean failedForNow(int position, long index, String error, String cause) {
    StringBuilder json = new StringBuilder("{\"position\":").append(position).append(',');
    boolean fits = add(failure(json, index, error, cause), transients);
    trying += fits ? 1 : 0;
    return fits;
  }

  /** Adds a record that has nothing of that, and is to be sent again. */
  void notReached(int position) {
    notReached.append(notReached.isEmpty() ? "" : ",").append(position);
  }

  /** Tells whether nothing further is to be started. */
  boolean isFull() {
    return leftOut || bytes() > FULL;
  }

  /** Returns how many bytes the outcomes and the failures to be tried again take so far. */
  int bytes() {
    return outcomes.size() + transients.size();
  }

  /** Returns how many records succeeded so far. */
  int succeeded() {
    return succeeded;
  }

  /** Returns how many records failed for good so far. */
  int failed() {
    return failed;
  }

  /** Returns how many records failed so far and are to be tried again. */
  int trying() {
    return trying;
  }

  /** Returns the answer in UTF-8. */
  byte[] json() {
    ByteArrayOutputStream json = new ByteArrayOutputStream(bytes() + notReached.length() + FRAME);
    write(json, "{\"outcomes\":[");
    json.writeBytes(outcomes.toByteArray());
    write(json, "],\"transient\":[");
    json.writeBytes(transients.toByteArray());
    write(json, "],\"notReached\":[");
    write(json, notReached.toString());
    write(json, "],\"failed\":" + failed + ",\"bytes\":" + (outcomes.size() + 2) + '}');
    return json.toByteArray();
  }

  private boolean add(byte[] entry, ByteArrayOutputStream to) {
    if (bytes() > 0 && bytes() + 1 + entry.length + frame() > LARGEST) {
      leftOut = true;
      return false;
    }
    if (to.size() > 0) {
      to.write(',');
    }
    to.writeBytes(entry);
    return true;
  }

  /** Returns how many bytes the rest takes at most, with all that is open being not reached. */
  private int frame() {
    int open = records - succeeded - failed - trying;
    return FRAME + open * (Integer.toString(records).length() + 1);
  }

  private static byte[] failure(StringBuilder json, long index, String error, String cause) {
    json.append("\"index\":").append(index).append(",\"error\":");
    ErrorReport.quote(json, error);
    ErrorReport.quote(json.append(",\"cause\":"), cause);
    return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(ByteArrayOutputStream json, String text) {
    json.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
