package io.tenfold.cli.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.read.CsvDelimiter;
import io.tenfold.local.map.read.FirstBytes;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;

/**
 * The first characters of a file of records, decompressed, by which people know what it is.
 *
 * @param instead what it is instead of UTF-8 text, null if it may be
 */
record FileBeginning(String text, String instead) {
  private static final int BYTES = 64 * 1024;
  private static final int SHOWN = 40;

  /** What a file looks like. */
  enum Look {
    /** Nothing but blanks. */
    EMPTY,
    /** One JSON array. */
    ARRAY,
    /** One JSON object, or a single line of JSON Lines. */
    OBJECT,
    /** A JSON value in its first line, and another one after it. */
    LINES,
    /** No JSON object or array: CSV, or something else. */
    OTHER
  }

  /** Reads it; what can't be decompressed looks like nothing, and is left to its reader. */
  static FileBeginning of(Path file) throws IOException {
    byte[] bytes;
    try (InputStream content = ZstandardStream.content(file)) {
      bytes = content.readNBytes(BYTES);
    } catch (ZipException | EOFException e) {
      return new FileBeginning("", null);
    } catch (IOException e) {
      if (ZstandardStream.isNamedBy(file)) {
        return new FileBeginning("", null);
      }
      throw e;
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    return new FileBeginning(
        text.startsWith("\uFEFF") ? text.substring(1) : text, FirstBytes.of(bytes).instead());
  }

  /** Returns what it looks like. */
  Look look() {
    String content = text.stripLeading();
    if (content.isEmpty()) {
      return Look.EMPTY;
    }
    if (content.charAt(0) != '[' && content.charAt(0) != '{') {
      return Look.OTHER;
    }
    Look single = content.charAt(0) == '[' ? Look.ARRAY : Look.OBJECT;
    try (JsonParser parser = parser(content)) {
      parser.nextToken();
      parser.skipChildren();
      int line = parser.currentTokenLocation().getLineNr();
      JsonToken next = parser.nextToken();
      return next != null && parser.currentTokenLocation().getLineNr() > line ? Look.LINES : single;
    } catch (IOException e) {
      // It goes on after what was read, or is broken, which its reader says better.
      return single;
    }
  }

  /** Returns the names of the fields of a JSON object that hold arrays, those that were read. */
  List<String> arrays() {
    List<String> names = new ArrayList<>();
    try (JsonParser parser = parser(text.stripLeading())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return names;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.START_ARRAY) {
          names.add(name);
        }
        parser.skipChildren();
      }
    } catch (IOException e) {
      // As above.
      return names;
    }
    return names;
  }

  private static JsonParser parser(String content) throws IOException {
    return Json.parser(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns how often each delimiter stands in the first row, outside of quotes. */
  Map<CsvDelimiter, Integer> delimiters() {
    Map<CsvDelimiter, Integer> counts = new EnumMap<>(CsvDelimiter.class);
    boolean quoted = false;
    for (char c : text.stripLeading().toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '\n' || c == '\r')) {
        break;
      } else if (!quoted) {
        for (CsvDelimiter delimiter : CsvDelimiter.values()) {
          // A blank within a name is nothing strange.
          if (delimiter.character() == c && delimiter != CsvDelimiter.SPACE) {
            counts.merge(delimiter, 1, Integer::sum);
          }
        }
      }
    }
    return counts;
  }

  /** Returns the first line, or as much of it as a message may show. */
  String shown() {
    String line = text.stripLeading().lines().findFirst().orElse("");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
