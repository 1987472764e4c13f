package io.tenfold.local.aws.http;

import com.sun.net.httpserver.Headers;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The service (its signing name, such as {@code lambda}) and the Region that a request is meant
 * for, as its signature's scope has them; the signature itself is not checked.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html">Authentication
 *     methods of Signature Version 4</a>
 */
public record CallScope(String service, String region) {
  /** The Region of requests that are not signed. */
  public static final String DEFAULT_REGION = "us-east-1";

  private static final Pattern CREDENTIAL =
      Pattern.compile("Credential=[^/,]+/\\d{8}/([a-z0-9-]+)/([A-Za-z0-9.-]+)/aws4_request");

  /** Reads a request's scope; an unsigned one has the service "" and the default Region. */
  public static CallScope of(Headers headers) {
    String authorization = headers.getFirst("Authorization");
    Matcher matcher = CREDENTIAL.matcher(authorization == null ? "" : authorization);
    return matcher.find()
        ? new CallScope(matcher.group(2).toLowerCase(Locale.ROOT), matcher.group(1))
        : new CallScope("", DEFAULT_REGION);
  }

  /** Returns an Authorization header of this scope, well formed but signed by nobody. */
  public String authorization() {
    return "AWS4-HMAC-SHA256 Credential=test/20260101/"
        + region
        + "/"
        + service
        + "/aws4_request, SignedHeaders=host, Signature=0";
  }
}
