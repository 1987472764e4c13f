package io.tenfold.local.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;

/** Reads JSON by a parser, and takes texts out of its objects that are not made yet. */
public final class JsonTexts implements AutoCloseable {
  private final KeptBytes bytes;
  private final JsonParser parser;
  private boolean ahead;

  /** Reads a stream of UTF-8 (or UTF-16/32 by its byte order mark). */
  public JsonTexts(InputStream in) throws IOException {
    bytes = new KeptBytes(in);
    parser = Json.parser(bytes);
  }

  /** Returns the parser, which is at the current token. */
  public JsonParser parser() {
    return parser;
  }

  /** Goes on to the token after the current one, or after the text that was taken. */
  public JsonToken next() throws IOException {
    JsonToken next = ahead ? parser.currentToken() : parser.nextToken();
    ahead = false;
    return next;
  }

  /** Takes the text of an object's field that is the current token; {@link #next} goes on. */
  public JsonText take() throws IOException {
    long start = parser.currentLocation().getByteOffset() - 1;
    if (!bytes.holds(start) || bytes.at(start) != '"') {
      return JsonText.of(parser.getText()); // of another encoding
    }
    bytes.keepFrom(start);
    parser.nextToken();
    ahead = true;
    long end = parser.currentTokenLocation().getByteOffset();
    while (bytes.at(end - 1) != '"') {
      end--; // over the comma
    }
    JsonText text = JsonText.ofLiteral(bytes.range(start, end));
    bytes.keepNothing();
    return text;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
