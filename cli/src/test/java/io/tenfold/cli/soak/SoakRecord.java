package io.tenfold.cli.soak;

import java.util.List;
import java.util.Random;

/**
 * One record of a scenario's file.
 *
 * @param id unique in the soak
 * @param words what the function is to do with it, an attempt each; the last one from then on
 * @param json the record as JSON, whose first members are id and do
 */
record SoakRecord(String id, List<String> words, String json) {
  /** What a double does not hold, or not as it is written. */
  private static final List<String> NUMBERS =
      List.of(
          "\"n\":-0,\"m\":1.10",
          "\"n\":1e-400,\"m\":1.2345678e-320",
          "\"n\":123456789012345678901234567890",
          "\"n\":0.1234567890123456789012345678901234567890,\"m\":1E400",
          "\"n\":9007199254740993,\"m\":-1.5E+3");

  private static final List<String> CONTENTS =
      List.of(
          "\"n\":1,\"m\":-12.5",
          "\"text\":\"käse 😀 日本 \\u00e9 \\ud83d\\ude00\"",
          "\"text\":\"\\u0000\\u0007\\u001b[2J\\r\\n\\t\\\"\\\\\\/\"",
          "\"text\":\"half \\ud800 a pair \\udc00\"",
          "\"\\u001b[31mkey\\u0007\":null,\"\":[{},[],\"\"]",
          "\"deep\":" + "[".repeat(200) + "{\"x\":true}" + "]".repeat(200),
          "\"long\":\"" + "abcdefghij".repeat(150) + "\"");

  /** Makes a record up, of odd numbers or of other contents. */
  static SoakRecord of(String id, List<String> words, boolean numbers, Random random) {
    List<String> contents = numbers ? NUMBERS : CONTENTS;
    String content =
        random.nextInt(3) == 0 ? "," + contents.get(random.nextInt(contents.size())) : "";
    return new SoakRecord(
        id,
        words,
        "{\"id\":\"" + id + "\",\"do\":\"" + String.join("|", words) + "\"" + content + "}");
  }

  /** Returns the record with another word for what is to be done with it. */
  SoakRecord saying(String word) {
    String before = "\"do\":\"" + String.join("|", words) + "\"";
    return new SoakRecord(id, List.of(word), json.replace(before, "\"do\":\"" + word + "\""));
  }
}
