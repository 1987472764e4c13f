package io.tenfold.local.map.read;

import java.util.List;
import java.util.Objects;

/**
 * What a workflow's {@code ReaderConfig} says of its dataset.
 *
 * @param inputType the dataset's format
 * @param csvHeaders the columns' names, or null when the first row holds them
 * @param csvDelimiter the character between two fields
 * @param maxItems how many items are read at most; 0 for all of them
 * @param itemsPointer the way from a JSON document's root to its array, as decoded JSON pointer
 *     tokens; empty when the document is the array
 */
public record ReaderConfig(
    InputType inputType,
    List<String> csvHeaders,
    char csvDelimiter,
    long maxItems,
    List<String> itemsPointer) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if maxItems is negative, or the delimiter is a quote, a
   *     backslash or not of ASCII, or ends lines
   */
  public ReaderConfig {
    Objects.requireNonNull(inputType);
    csvHeaders = csvHeaders == null ? null : List.copyOf(csvHeaders);
    itemsPointer = List.copyOf(itemsPointer);
    if (maxItems < 0) {
      throw new IllegalArgumentException("MaxItems must be 0 or more but is " + maxItems);
    }
    if ("\"\\\n\r".indexOf(csvDelimiter) >= 0 || csvDelimiter > 0x7F) {
      throw new IllegalArgumentException(
          "CSV fields are delimited by a character of ASCII that is no quote, backslash or line"
              + " end");
    }
  }

  /** Returns the configuration for a whole document of a type, comma-separated where it is CSV. */
  public static ReaderConfig of(InputType inputType) {
    return new ReaderConfig(inputType, null, ',', 0, List.of());
  }
}
