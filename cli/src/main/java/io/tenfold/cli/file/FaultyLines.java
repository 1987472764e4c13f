package io.tenfold.cli.file;

import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a JSON Lines file that are no JSON, behind the first of them: each line stands for
 * itself, so that they can all be mended at once. In other formats a fault leaves open where the
 * next record begins.
 */
final class FaultyLines {
  private static final Pattern LINE = Pattern.compile("line (\\d+)");

  private FaultyLines() {}

  /**
   * Returns what is wrong with the lines behind a fault, that many at most.
   *
   * @param first what the reader said of the first fault; nothing comes behind one without a line
   */
  static List<String> after(String first, Path file, int most) throws IOException {
    List<String> faults = new ArrayList<>();
    Matcher at = LINE.matcher(first);
    if (!at.find()) {
      return faults;
    }
    long from = Long.parseLong(at.group(1));
    try (BufferedReader lines = open(file)) {
      long number = 0;
      for (String line = lines.readLine();
          line != null && faults.size() < most;
          line = lines.readLine()) {
        number++;
        if (number > from && !line.isBlank()) {
          check(line, number, file, faults);
        }
      }
    } catch (CharacterCodingException e) {
      return faults; // The reader would say so, once what is before it is mended.
    }
    return faults;
  }

  private static BufferedReader open(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(ZstandardStream.content(file), StandardCharsets.UTF_8.newDecoder()));
  }

  private static void check(String line, long number, Path file, List<String> faults) {
    try {
      Json.parse(line);
    } catch (MalformedJson e) {
      faults.add(
          String.format(
              "%s: %s", file, LINE.matcher(e.getMessage()).replaceFirst("line " + number)));
    }
  }
}
