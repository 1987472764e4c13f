package io.tenfold.local.lambda.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.fuzz.Corpus;
import io.tenfold.local.fuzz.Input;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The Runtime API's side of HTTP, with requests that no function's runtime sends. */
class FunctionConnectionPropertyTest {
  private static final Corpus REQUESTS =
      Corpus.of(
          "runtime-api",
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

  @Provide
  Arbitrary<List<Input>> wellFormed() {
    return Arbitraries.of(REQUESTS.entries()).map(Input::new).list().ofMaxSize(4);
  }

  @Property
  void anySplitOfTheBytesGivesTheSameRequests(
      @ForAll("requests") Input sent,
      @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 40) Integer> pieces)
      throws IOException {
    assertThat(ReceivedRequests.of(sent.bytes(), pieces))
        .isEqualTo(ReceivedRequests.of(sent.bytes(), List.of(Integer.MAX_VALUE)));
  }

  @Property
  void requestsOneAfterTheOtherAreAllReceived(
      @ForAll("wellFormed") List<Input> requests, @ForAll @IntRange(min = 1, max = 999) int piece)
      throws IOException {
    StringBuilder all = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    for (Input request : requests) {
      all.append(new String(request.bytes(), StandardCharsets.ISO_8859_1));
      expected.append(ReceivedRequests.of(request.bytes(), List.of(Integer.MAX_VALUE)).requests());
    }
    ReceivedRequests received =
        ReceivedRequests.of(all.toString().getBytes(StandardCharsets.ISO_8859_1), List.of(piece));
    assertThat(received.requests()).isEqualTo(expected.toString());
    assertThat(received.refused()).isFalse();
  }
}
