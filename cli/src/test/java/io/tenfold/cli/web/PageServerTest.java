package io.tenfold.cli.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.cli.batch.embedded.EmbeddedBatches;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets what from the page's server; over sockets, since a client library would not lie. */
class PageServerTest {
  @TempDir Path folder;

  private PageServer server;
  private URI address;

  @BeforeEach
  void start() throws IOException {
    server = PageServer.start(0, pages());
    address = URI.create(server.address());
  }

  private RunPages pages() {
    return new RunPages(
        () ->
            new EmbeddedBatches(
                folder,
                () -> {
                  throw new IllegalStateException("Nothing is started");
                },
                warning -> {}));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String host() {
    return "127.0.0.1:" + address.getPort();
  }

  private String ask(String method, String path, String... fields) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
      for (String field : fields) {
        request.append(field).append("\r\n");
      }
      request.append("Connection: close\r\n\r\n");
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.split(" ")[1]);
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  @Test
  void whoHasTheAddressGetsThePageAndItsData() throws Exception {
    String page = ask("GET", address.getPath(), "Host: " + host());
    assertThat(status(page)).isEqualTo(200);
    assertThat(body(page)).startsWith("<!DOCTYPE html>").contains("var uPlot");
    String data = ask("GET", address.getPath() + "data", "Host: " + host());
    assertThat(Json.parse(body(data)))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("live", true)
        .containsEntry("runs", List.of())
        .containsEntry("report", null);
  }

  @Test
  void aRunThatIsNotThereIsSaidInTheData() throws Exception {
    String answer =
        ask(
            "GET",
            URI.create(server.address("<b>nobody")).getPath() + "data?run=nobody",
            "Host: " + host());
    assertThat(((Map<?, ?>) Json.parse(body(answer))).get("fault").toString())
        .contains("There is no run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/data", "//", "/x/", "/x/data", "/../", "*"})
  void withoutTheTokenThereIsNothing(String path) throws Exception {
    String answer = ask("GET", path, "Host: " + host());
    assertThat(status(answer)).isIn(400, 404);
    assertThat(body(answer)).doesNotContain("html><html");
  }

  @Test
  void thePartOfATokenIsNone() throws Exception {
    String path = address.getPath();
    for (String other :
        List.of(
            path.substring(0, path.length() - 2) + "/",
            path.substring(0, path.length() - 1) + "x/",
            path.toUpperCase(java.util.Locale.ROOT),
            path + "x",
            path + "../")) {
      assertThat(status(ask("GET", other, "Host: " + host()))).as(other).isEqualTo(404);
    }
  }

  @Test
  void everyServerHasAnotherTokenOf24Bytes() throws Exception {
    try (PageServer other = PageServer.start(0, pages())) {
      assertThat(URI.create(other.address()).getPath()).isNotEqualTo(address.getPath());
    }
    assertThat(address.getPath()).matches("/[A-Za-z0-9_-]{32}/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:PORT", "127.0.0.1", "127.0.0.1:1", "[::1]:PORT", ""})
  void aNameThatSomebodyPointedHereGetsNothing(String host) throws Exception {
    for (String path : List.of(address.getPath(), address.getPath() + "data")) {
      String answer = ask("GET", path, "Host: " + host.replace("PORT", "" + address.getPort()));
      assertThat(status(answer)).isEqualTo(403);
      assertThat(body(answer)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://evil.example", "null", "https://127.0.0.1:PORT", "http://127.0.0.1:1"})
  void aPageOfAnotherOriginGetsNothing(String origin) throws Exception {
    String answer =
        ask(
            "GET",
            address.getPath() + "data",
            "Host: " + host(),
            "Origin: " + origin.replace("PORT", "" + address.getPort()));
    assertThat(status(answer)).isEqualTo(403);
    assertThat(body(answer)).isEmpty();
    assertThat(answer).doesNotContainIgnoringCase("Access-Control-Allow");
  }

  @Test
  void thePageItselfMayAsk() throws Exception {
    assertThat(
            status(
                ask(
                    "GET",
                    address.getPath() + "data",
                    "Host: " + host(),
                    "Origin: http://" + host(),
                    "Sec-Fetch-Site: same-origin",
                    "Sec-Fetch-Mode: cors")))
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "cross-site,no-cors,403",
    "same-site,cors,403",
    "cross-site,navigate,200",
    "none,navigate,200"
  })
  void whatABrowserSaysOfARequestCounts(String site, String mode, int status) throws Exception {
    assertThat(
            status(
                ask(
                    "GET",
                    address.getPath(),
                    "Host: " + host(),
                    "Sec-Fetch-Site: " + site,
                    "Sec-Fetch-Mode: " + mode)))
        .isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"})
  void nothingButReadingIsDone(String method) throws Exception {
    for (String path : List.of(address.getPath(), address.getPath() + "data")) {
      String answer = ask(method, path, "Host: " + host(), "Content-Length: 0");
      assertThat(status(answer)).isEqualTo(405);
      assertThat(answer).contains("Allow: GET, HEAD");
    }
  }

  @Test
  void aHeadHasNoBody() throws Exception {
    String answer = ask("HEAD", address.getPath(), "Host: " + host());
    assertThat(status(answer)).isEqualTo(200);
    assertThat(body(answer)).isEmpty();
  }

  @Test
  void noOtherScriptRunsInThePageAndNoOtherPageHoldsIt() throws Exception {
    String answer = ask("GET", address.getPath(), "Host: " + host());
    assertThat(answer)
        .containsPattern("(?i)Content-security-policy: default-src 'none'; script-src 'sha256-")
        .contains("frame-ancestors 'none'")
        .contains("connect-src 'self'")
        .doesNotContain("unsafe-inline'", "unsafe-eval")
        .containsPattern("(?i)X-content-type-options: nosniff")
        .containsPattern("(?i)Referrer-policy: no-referrer")
        .containsPattern("(?i)Cache-control: no-store")
        .containsPattern("(?i)Cross-origin-resource-policy: same-origin");
    assertThat(body(answer)).doesNotContainPattern("<[^>]* on[a-z]+=\"");
  }

  @Test
  void noOtherAddressOfThisMachineIsServed() {
    assertThatThrownBy(
            () -> {
              try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.2", address.getPort()), 2_000);
              }
            })
        .isInstanceOf(IOException.class);
  }

  @Test
  void aPortThatIsTakenIsSaid() {
    assertThatThrownBy(() -> PageServer.start(address.getPort(), pages()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("can't be served on 127.0.0.1:" + address.getPort());
  }
}
