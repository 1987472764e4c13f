package io.tenfold.cli.soak;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The forms that a file of records comes in. */
enum FileForm {
  ARRAY("json"),
  PRETTY("json"),
  BYTE_ORDER_MARK("json"),
  GZIP("json.gz"),
  LINES("jsonl"),
  CSV("csv"),
  /** A number that no double and no BigDecimal holds, in the middle. */
  HUGE_NUMBER("json"),
  /** The file ends in mid-record. */
  CUT_OFF("json");

  private final String suffix;

  FileForm(String suffix) {
    this.suffix = suffix;
  }

  /** Returns what a file's name ends in. */
  String suffix() {
    return suffix;
  }

  /** Returns whether a run may refuse it, before it starts the first record. */
  boolean mayBeRefused() {
    return this == HUGE_NUMBER || this == CUT_OFF;
  }

  /** Returns the content of a file of these records, each a JSON object. */
  byte[] write(List<SoakRecord> records) throws IOException {
    String array = "[" + String.join(",", records.stream().map(SoakRecord::json).toList()) + "]";
    return switch (this) {
      case ARRAY -> utf8(array);
      case PRETTY ->
          utf8(
              "[\r\n  "
                  + String.join("\n,\t", records.stream().map(SoakRecord::json).toList())
                  + "\n ]\n\n");
      case BYTE_ORDER_MARK -> utf8("\uFEFF" + array);
      case GZIP -> gzip(utf8(array));
      case LINES -> utf8(String.join("\n", records.stream().map(SoakRecord::json).toList()) + "\n");
      case CSV -> csv(records);
      case HUGE_NUMBER -> {
        // Such as an id that was hex and lost its quotes.
        List<String> all = new java.util.ArrayList<>();
        records.forEach(record -> all.add(record.json()));
        int middle = all.size() / 2;
        if (!all.isEmpty()) {
          all.set(middle, all.get(middle).replaceFirst("\\{", "{\"hex\":1e2147483648,"));
        }
        yield utf8("[" + String.join(",", all) + "]");
      }
      case CUT_OFF -> utf8(array.substring(0, Math.max(1, array.length() - 20)));
    };
  }

  private static byte[] csv(List<SoakRecord> records) {
    StringBuilder csv = new StringBuilder("id,do,\"a \"\"note\"\"\"\n");
    for (SoakRecord record : records) {
      csv.append(record.id()).append(',').append(String.join("|", record.words())).append(",\"");
      csv.append("line\nof ").append(record.id()).append(", \"\"x\"\"\"\n");
    }
    return utf8(csv.toString());
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    }
    return zipped.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
