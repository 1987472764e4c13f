package io.tenfold.cli.results;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The records of a run that failed with the same error and, but for the values in it, the same
 * message.
 *
 * @param number which the group was called as its records were added
 * @param error the error's name
 * @param message what their messages have in common, as {@link MessagePattern} has it
 * @param count how many records
 * @param share of all records that failed, from 0 to 1
 * @param example the first of them, by index
 * @param record that one itself, as JSON can have it; null where it is not known or too large
 */
public record FailureGroup(
    int number,
    String error,
    String message,
    long count,
    double share,
    FailedRecord example,
    Object record) {

  private static final double MILLION = 1e6;

  /** Returns the group for scripts. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("error", error);
    json.put("message", message);
    json.put("count", count);
    json.put("share", Math.round(share * MILLION) / MILLION);
    json.put("firstIndex", example.index());
    json.put("example", example.json());
    json.put("record", record);
    return json;
  }

  /** Returns the share for people, such as {@code 29.6 %}. */
  public String percent() {
    double percent = share * 100;
    // Neither none nor all are said to be what is only close to it.
    double shown = Math.min(share < 1 ? 99.9 : 100, Math.max(0.1, percent));
    return String.format("%.1f %%", shown);
  }
}
