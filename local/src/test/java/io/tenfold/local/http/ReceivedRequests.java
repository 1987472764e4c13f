package io.tenfold.local.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a reader makes of bytes that come in pieces.
 *
 * @param requests all that were received, in words
 * @param continues how often the client was asked for its content
 * @param refusal why what came then is no HTTP, or null
 */
record ReceivedRequests(List<String> requests, int continues, String refusal) {
  static final int BODY_LIMIT = 1_000;

  /** Sends the bytes in pieces of these lengths, over and over. */
  static ReceivedRequests of(byte[] bytes, List<Integer> pieces) {
    ByteSource source = new Pieces(bytes, pieces);
    int[] continues = {0};
    RequestReader reader = new RequestReader("The client", BODY_LIMIT, interim -> continues[0]++);
    List<String> requests = new ArrayList<>();
    try {
      while (reader.fill(source) >= 0) {
        for (HttpRequest next = reader.next(); next != null; next = reader.next()) {
          if (next.body().length > BODY_LIMIT) {
            throw new AssertionError("kept a body of " + next.body().length + " bytes");
          }
          requests.add(words(next));
        }
      }
      return new ReceivedRequests(requests, continues[0], null);
    } catch (IOException e) {
      return new ReceivedRequests(requests, continues[0], e.getMessage());
    }
  }

  /** As the other method, with text of one byte a character, in one piece. */
  static ReceivedRequests of(String text) {
    return of(text.getBytes(StandardCharsets.ISO_8859_1), Pieces.ONE);
  }

  private static String words(HttpRequest request) {
    StringBuilder words = new StringBuilder();
    words.append(request.method()).append(' ').append(request.target());
    request.fields().forEach((name, value) -> words.append('|').append(name + "=" + value));
    words.append(" [").append(new String(request.body(), StandardCharsets.ISO_8859_1)).append(']');
    request.trailer().forEach((name, value) -> words.append('|').append(name + "=" + value));
    return words
        .append(request.tooLarge() ? " too large" : "")
        .append(request.close() ? " close" : "")
        .toString();
  }
}
