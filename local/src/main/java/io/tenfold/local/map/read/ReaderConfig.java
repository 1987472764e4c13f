package io.tenfold.local.map.read;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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

  /**
   * Returns what a {@code ReaderConfig} of the States Language says, as {@link #fields()} writes
   * it; its MaxItems is not taken.
   *
   * @throws IllegalArgumentException if there is no such type or delimiter
   */
  public static ReaderConfig of(Map<?, ?> fields) {
    InputType type = InputType.valueOf(String.valueOf(fields.get("InputType")));
    List<String> headers =
        type == InputType.CSV
                && "GIVEN".equals(fields.get("CSVHeaderLocation"))
                && fields.get("CSVHeaders") instanceof List<?> given
            ? given.stream().map(String::valueOf).toList()
            : null;
    CsvDelimiter delimiter =
        fields.get("CSVDelimiter") instanceof String name
            ? CsvDelimiter.valueOf(name)
            : CsvDelimiter.COMMA;
    List<String> pointer =
        type == InputType.JSON && fields.get("ItemsPointer") instanceof String text
            ? tokens(text)
            : List.of();
    return new ReaderConfig(type, headers, delimiter.character(), 0, pointer);
  }

  /** Returns the tokens of a JSON Pointer (RFC 6901); none for the empty one. */
  public static List<String> tokens(String pointer) {
    return pointer.isEmpty()
        ? List.of()
        : Arrays.stream(pointer.substring(1).split("/", -1))
            .map(token -> token.replace("~1", "/").replace("~0", "~"))
            .toList();
  }

  /**
   * Returns what a file's name says of it: {@code .json}, {@code .jsonl}, {@code .ndjson}, {@code
   * .csv} or {@code .tsv}, each also compressed; empty where it says nothing.
   */
  public static Optional<ReaderConfig> byName(String fileName) {
    String bare = fileName.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst)$", "");
    String suffix = bare.substring(bare.lastIndexOf('.') + 1);
    return Optional.ofNullable(
        switch (suffix) {
          case "json" -> of(InputType.JSON);
          case "jsonl", "ndjson" -> of(InputType.JSONL);
          case "csv" -> of(InputType.CSV);
          case "tsv" -> new ReaderConfig(InputType.CSV, null, '\t', 0, List.of());
          default -> null;
        });
  }

  /** Returns whether each item's values are texts, as a row's are. */
  public boolean textValues() {
    return inputType == InputType.CSV;
  }

  /**
   * Returns it as a {@code ReaderConfig} of the States Language, without MaxItems.
   *
   * @throws IllegalArgumentException if the delimiter has no name there
   * @see <a
   *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html">ItemReader</a>
   */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("InputType", inputType.name());
    if (inputType == InputType.CSV) {
      fields.put("CSVDelimiter", CsvDelimiter.of(csvDelimiter).name());
      fields.put("CSVHeaderLocation", csvHeaders == null ? "FIRST_ROW" : "GIVEN");
      if (csvHeaders != null) {
        fields.put("CSVHeaders", csvHeaders);
      }
    }
    if (!itemsPointer.isEmpty()) {
      StringBuilder pointer = new StringBuilder();
      itemsPointer.forEach(
          token -> pointer.append('/').append(token.replace("~", "~0").replace("/", "~1")));
      fields.put("ItemsPointer", pointer.toString());
    }
    return fields;
  }
}
