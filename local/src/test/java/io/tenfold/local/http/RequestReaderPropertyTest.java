package io.tenfold.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.fuzz.Corpus;
import io.tenfold.local.fuzz.Input;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Requests, those that a function's runtime sends and those that none does. */
class RequestReaderPropertyTest {
  private static final Corpus REQUESTS =
      Corpus.of(
          "http-requests",
          ".http",
          "\r\n",
          "\r\n\r\n",
          "\n",
          " ",
          ":",
          ";",
          "0\r\n\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Expect: 100-continue\r\n",
          "Connection: close\r\n",
          "HTTP/1.0",
          "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n\r\n");

  private static final String[] FIELDS = {
    "Content-Length: 3",
    "Content-Length: 0",
    "Content-Length: +3",
    "Content-Length: -1",
    "Content-Length: 2000",
    "Content-Length: 9223372036854775807",
    "Content-Length: 18446744073709551615",
    "Content-Length: three",
    "Content-Length:",
    "Transfer-Encoding: chunked",
    "transfer-encoding: gzip, CHUNKED",
    "Expect: 100-continue",
    "Connection: close",
    "Connection: keep-alive",
    "Lambda-Runtime-Function-Error-Type: A.B",
    "Lambda-Runtime-Function-Error-Body: e30=",
    "no colon",
    ": no name",
    ""
  };
  private static final String[] BODIES = {
    "abc",
    "",
    "3\r\nabc\r\n0\r\n\r\n",
    "3;x=y\r\nabc\r\n0\r\nContent-Length: -7\r\n\r\n",
    "0\r\n\r\n",
    "-5\r\nabc\r\n0\r\n\r\n",
    "+3\r\nabc\r\n0\r\n\r\n",
    "ffffffffffffffff\r\nabc",
    "7fffffffffffffff\r\nabc",
    "80000000\r\nabc",
    "\r\nabc",
    "x".repeat(1_100)
  };

  @Provide
  Arbitrary<Input> requests() {
    Arbitrary<String> strange =
        Combinators.combine(
                Arbitraries.of(
                    "GET /a HTTP/1.1", "POST /a HTTP/1.1", "POST /a HTTP/1.0", "", "a b"),
                Arbitraries.of(FIELDS).list().ofMaxSize(3),
                Arbitraries.of(BODIES))
            .as(
                (line, fields, body) ->
                    line + "\r\n" + String.join("\r\n", fields) + "\r\n\r\n" + body);
    return Arbitraries.oneOf(
        REQUESTS.mutated(), strange.list().ofMaxSize(3).map(all -> Input.of(String.join("", all))));
  }

  /** A request as it is meant; it is written here, so that no code of the reader's is in it. */
  record Sent(String method, String target, String field, List<byte[]> chunks, boolean coded) {
    String wire() {
      StringBuilder wire = new StringBuilder();
      wire.append(method).append(' ').append(target).append(" HTTP/1.1\r\nX-Field: ").append(field);
      if (!coded) {
        return wire.append("\r\nContent-Length: ")
            .append(body().length())
            .append("\r\n\r\n")
            .append(body())
            .toString();
      }
      wire.append("\r\nTransfer-Encoding: chunked\r\n\r\n");
      for (byte[] chunk : chunks) {
        wire.append(Integer.toHexString(chunk.length)).append(";a=b\r\n");
        wire.append(new String(chunk, StandardCharsets.ISO_8859_1)).append("\r\n");
      }
      return wire.append("0\r\nX-End: ").append(field).append("\r\n\r\n").toString();
    }

    String body() {
      StringBuilder body = new StringBuilder();
      chunks.forEach(chunk -> body.append(new String(chunk, StandardCharsets.ISO_8859_1)));
      return body.toString();
    }

    String words() {
      String framing =
          coded ? "|Transfer-Encoding=chunked [" : "|Content-Length=" + body().length() + " [";
      String trailer = coded ? "]|X-End=" + field : "]";
      return method + " " + target + "|X-Field=" + field + framing + body() + trailer;
    }
  }

  @Provide
  Arbitrary<List<Sent>> wellFormed() {
    return Combinators.combine(
            Arbitraries.of("GET", "POST", "M-SEARCH"),
            Arbitraries.of("/", "/2018-06-01/runtime/invocation/one/response", "*", "/a?b=c:d"),
            Arbitraries.of("", "a", "a: b", "a  b;c\td", "\u00e9"),
            Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(40).list().ofMaxSize(5),
            Arbitraries.of(true, false))
        .as(Sent::new)
        .list()
        .ofMaxSize(4);
  }

  @Property
  void anySplitOfTheBytesGivesTheSameRequests(
      @ForAll("requests") Input sent,
      @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 40) Integer> pieces) {
    assertThat(ReceivedRequests.of(sent.bytes(), pieces))
        .isEqualTo(ReceivedRequests.of(sent.bytes(), Pieces.ONE));
  }

  @Property
  void requestsOneAfterTheOtherAreReceivedAsTheyAreMeant(
      @ForAll("wellFormed") List<Sent> requests, @ForAll @IntRange(min = 1, max = 999) int piece) {
    String all = requests.stream().map(Sent::wire).collect(Collectors.joining());
    assertThat(ReceivedRequests.of(all.getBytes(StandardCharsets.ISO_8859_1), List.of(piece)))
        .isEqualTo(new ReceivedRequests(requests.stream().map(Sent::words).toList(), 0, null));
  }

  @Property(tries = 10)
  void whatTheFuzzerBeginsFromIsReceived(@ForAll @IntRange(min = 1, max = 99) int piece) {
    assertThat(REQUESTS.entries().stream().map(Input::new))
        .allSatisfy(
            entry -> {
              ReceivedRequests received = ReceivedRequests.of(entry.bytes(), List.of(piece));
              assertThat(received.refusal()).isNull();
              assertThat(received.requests()).hasSize(1);
            });
  }
}
