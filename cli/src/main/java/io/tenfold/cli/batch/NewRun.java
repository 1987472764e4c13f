package io.tenfold.cli.batch;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The names that a new run has for itself: its execution's, and its file's key. */
public record NewRun(String executionName, String key) {
  private static final String COMPRESSED = ".gz";
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
  private static final int LONGEST_NAME = 40;

  /** Returns names made of a file's, a moment, and chance, so that no other batch has them. */
  public static NewRun of(String fileName, String folder) {
    String unique =
        LocalDateTime.now(ZoneOffset.UTC).format(STAMP)
            + "-"
            + UUID.randomUUID().toString().substring(0, 4);
    String name = fileName.replaceAll("[^A-Za-z0-9_-]", "-");
    return new NewRun(
        name.substring(0, Math.min(LONGEST_NAME, name.length())) + "-" + unique,
        // No .json at the end: a stack may start a run of its own for whatever ends so. But a file
        // that is compressed is known by its end.
        folder
            + fileName.replaceFirst("\\.zst$", "")
            + "-"
            + unique
            + (fileName.endsWith(COMPRESSED) ? COMPRESSED : ""));
  }

  /** Returns the same for a file that is not compressed any more. */
  public NewRun uncompressed() {
    return key.endsWith(COMPRESSED)
        ? new NewRun(executionName, key.substring(0, key.length() - COMPRESSED.length()))
        : this;
  }

  /** Returns the name of the file that the key or the name of a run was made of. */
  public static String fileName(String key) {
    return key.substring(key.lastIndexOf('/') + 1)
        .replaceFirst("-\\d{8}-\\d{6}-[0-9a-f]{4}(\\.gz)?$", "");
  }

  /** Returns an execution's input; what is null is left to the workflow. */
  public static Map<String, Object> input(String key, Integer maxConcurrency, Double tolerated) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("key", key);
    if (maxConcurrency != null) {
      input.put("maxConcurrency", maxConcurrency);
    }
    if (tolerated != null) {
      input.put("toleratedFailurePercentage", tolerated);
    }
    return input;
  }
}
