package io.tenfold.local.map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * The lines of JSON Lines text, each one JSON value; blank lines are no records, a line may end in
 * CRLF, and the last one need not end.
 *
 * @see <a href="https://jsonlines.org/">JSON Lines</a>
 */
final class JsonlRecords implements Records {
  private final TextStream text;
  private byte[] buffer = new byte[64 * 1024];
  private int position;
  private int limit;
  private long line;
  private int lineStart;
  private int lineEnd;

  JsonlRecords(TextStream text) {
    this.text = text;
  }

  @Override
  public boolean advance() throws IOException {
    while (nextLine()) {
      for (int i = lineStart; i < lineEnd; i++) {
        byte b = buffer[i];
        if (b != ' ' && b != '\t' && b != '\r') {
          return true;
        }
      }
    }
    return false;
  }

  private boolean nextLine() throws IOException {
    line++;
    text.allow(
        LARGEST_RECORD, "line " + line + " is over 32 MiB; JSON Lines has one record per line");
    lineStart = position;
    while (true) {
      while (position < limit) {
        if (buffer[position++] == '\n') {
          lineEnd = position - 1;
          return true;
        }
      }
      if (limit == buffer.length) {
        makeRoom();
      }
      int count = text.read(buffer, limit, buffer.length - limit);
      if (count < 0) {
        lineEnd = limit;
        return lineEnd > lineStart;
      }
      limit += count;
    }
  }

  /** Moves the line at hand to the buffer's front, and doubles the buffer if that is not enough. */
  private void makeRoom() {
    int length = limit - lineStart;
    byte[] target = length > buffer.length / 2 ? new byte[buffer.length * 2] : buffer;
    System.arraycopy(buffer, lineStart, target, 0, length);
    buffer = target;
    position -= lineStart;
    limit = length;
    lineStart = 0;
  }

  @Override
  public Object read() throws IOException {
    return parse(true);
  }

  @Override
  public void skip() throws IOException {
    parse(false);
  }

  private Object parse(boolean build) throws IOException {
    var bytes = new ByteArrayInputStream(buffer, lineStart, lineEnd - lineStart);
    try (JsonParser parser = Json.parser(bytes)) {
      try {
        parser.nextToken();
        Object value = null;
        if (build) {
          value = Json.readValue(parser);
        } else {
          JsonFaults.skipValue(parser);
        }
        if (parser.nextToken() != null) {
          throw MalformedJson.at(parser, "unexpected text after the line's JSON value");
        }
        return value;
      } catch (JsonProcessingException | MalformedJson e) {
        throw JsonFaults.describe(e, parser, line - 1);
      }
    }
  }

  @Override
  public void close() throws IOException {
    buffer = Arrays.copyOf(buffer, 0);
    text.close();
  }
}
