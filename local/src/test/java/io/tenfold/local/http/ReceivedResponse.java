package io.tenfold.local.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a reader makes of the bytes of a response that come in pieces.
 *
 * @param head the status and the fields in words; null if there was none
 * @param body all of the content that was received
 * @param refusal why what came then is no HTTP, or null
 */
record ReceivedResponse(String head, String body, String refusal) {

  /** Sends the bytes in pieces of these lengths, over and over, and then ends the connection. */
  static ReceivedResponse of(byte[] bytes, List<Integer> pieces) {
    return of(bytes, pieces, "GET");
  }

  /** As the other method, with text of one byte a character, in one piece. */
  static ReceivedResponse of(String text) {
    return of(text.getBytes(StandardCharsets.ISO_8859_1), Pieces.ONE);
  }

  /** As the other method, as the response to a request with this method. */
  static ReceivedResponse of(String text, String method) {
    return of(text.getBytes(StandardCharsets.ISO_8859_1), Pieces.ONE, method);
  }

  private static ReceivedResponse of(byte[] bytes, List<Integer> pieces, String method) {
    StringBuilder head = new StringBuilder();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      HttpResponse response = HttpResponse.read(stream(bytes, pieces), "The server", method);
      head.append(response.status()).append(' ').append(response.contentLength());
      response.fields().forEach((name, value) -> head.append('|').append(name + "=" + value));
      // One by one, so that what came before a fault is there as well.
      for (int b = response.body().read(); b >= 0; b = response.body().read()) {
        body.write(b);
      }
      if (body.size() > 0 && !response.hasBody()) {
        throw new AssertionError("content that was not announced");
      }
      return new ReceivedResponse(head.toString(), text(body), null);
    } catch (IOException e) {
      return new ReceivedResponse(head.toString(), text(body), e.getMessage());
    }
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static InputStream stream(byte[] bytes, List<Integer> pieces) {
    ByteSource source = new Pieces(bytes, pieces);
    return new InputStream() {
      @Override
      public int read() {
        throw new UnsupportedOperationException("one byte at a time");
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return source.read(target, offset, length);
      }
    };
  }
}
