package io.tenfold.local.aws.lambda;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request about functions: the function it names ("" for CreateFunction and lists) and what
 * follows the name in the path, such as {@code /invocations}.
 *
 * @param function a name or ARN, as the client gave it
 * @param part what follows the function, "" or beginning with a slash
 * @param query null where there is none
 */
record FunctionRequest(String method, String function, String part, String query) {
  private static final Pattern PATH =
      Pattern.compile("/20\\d\\d-\\d\\d-\\d\\d/functions(?:/([^/?]*)(/[^?]*)?)?/?");

  /** Reads a path and query; returns empty where it is not about functions. */
  static Optional<FunctionRequest> of(String method, String path, String query) {
    Matcher matcher = PATH.matcher(path);
    return matcher.matches()
        ? Optional.of(
            new FunctionRequest(
                method,
                matcher.group(1) == null ? "" : decode(matcher.group(1)),
                matcher.group(2) == null ? "" : matcher.group(2),
                query))
        : Optional.empty();
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  boolean isInvoke() {
    return method.equals("POST") && part.equals("/invocations");
  }

  boolean isCreate() {
    return method.equals("POST") && function.isEmpty();
  }

  boolean isUpdateOfCode() {
    return method.equals("PUT") && part.equals("/code");
  }

  boolean isUpdateOfConfiguration() {
    return method.equals("PUT") && part.equals("/configuration");
  }

  boolean isDelete() {
    return method.equals("DELETE") && part.isEmpty() && queryValue("Qualifier").isEmpty();
  }

  boolean isChange() {
    return !method.equals("GET") && !method.equals("HEAD");
  }

  /** Tells whether the response holds function configurations. */
  boolean returnsConfiguration() {
    return switch (part) {
      case "", "/configuration", "/versions" -> !method.equals("DELETE");
      case "/code" -> true;
      default -> false;
    };
  }

  /** Returns a value of the query, decoded. */
  Optional<String> queryValue(String name) {
    if (query != null) {
      for (String pair : query.split("&")) {
        if (pair.startsWith(name + "=")) {
          return Optional.of(decode(pair.substring(name.length() + 1)));
        }
      }
    }
    return Optional.empty();
  }
}
