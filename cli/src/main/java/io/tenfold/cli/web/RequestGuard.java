package io.tenfold.cli.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * Tells which requests are answered: those of a page that the server itself gave to somebody who
 * has its address. A page of another origin in the same browser can send requests to 127.0.0.1,
 * also under a name of its own that it has pointed there; both are seen by what the browser says of
 * them.
 *
 * @see <a
 *     href="https://developer.mozilla.org/docs/Web/HTTP/Headers/Sec-Fetch-Site">Sec-Fetch-Site</a>
 */
final class RequestGuard {
  private static final int TOKEN_BYTES = 24;

  private final String token;
  private final List<String> hosts;

  /** Makes a token that nobody guesses, for a server at that port. */
  RequestGuard(int port) {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    this.token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    this.hosts = List.of("127.0.0.1:" + port, "localhost:" + port);
  }

  /** What a request says of itself; the fields are null where it does not have them. */
  record Said(
      String method, String path, String host, String origin, String fetchSite, String fetchMode) {}

  /** Returns the path that everything is below, with a slash before and after it. */
  String root() {
    return "/" + token + "/";
  }

  /** Returns the status to refuse a request with, or 0 if it is to be answered. */
  int refusal(Said said) {
    if (said.host() == null || !hosts.contains(said.host())) {
      return 403; // Another name for this address is somebody else's page.
    }
    if (said.origin() != null && !said.origin().equals("http://" + said.host())) {
      return 403;
    }
    if (said.fetchSite() != null
        && !said.fetchSite().equals("same-origin")
        && !said.fetchSite().equals("none")
        // A link that was followed, be it in a terminal that is a page itself, shows nothing to
        // the page that it was on.
        && !"navigate".equals(said.fetchMode())) {
      return 403;
    }
    if (!isBelowRoot(said.path())) {
      return 404;
    }
    return said.method().equals("GET") || said.method().equals("HEAD") ? 0 : 405;
  }

  private boolean isBelowRoot(String path) {
    int end = path.indexOf('/', 1);
    return path.startsWith("/")
        && end > 0
        && MessageDigest.isEqual(
            path.substring(1, end).getBytes(StandardCharsets.UTF_8),
            token.getBytes(StandardCharsets.UTF_8));
  }
}
