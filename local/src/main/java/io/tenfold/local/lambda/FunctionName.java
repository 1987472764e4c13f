package io.tenfold.local.lambda;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function as an Invoke names it: a name, a partial ARN ({@code ACCOUNT:function:NAME}) or a full
 * one, each with or without a qualifier.
 *
 * @param region null where the name has none
 * @param accountId null where the name has none
 * @param qualifier null where the name has none
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke,
 *     FunctionName</a>
 */
public record FunctionName(String region, String accountId, String name, String qualifier) {
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?:arn:aws[a-zA-Z-]*:lambda:(?<region>[a-z0-9-]+):(?=\\d{12}:function:))?"
              + "(?:(?<account>\\d{12}):)?"
              + "(?:function:)?"
              + "(?<name>[a-zA-Z0-9-_]+)"
              + "(?::(?<qualifier>\\$LATEST|[a-zA-Z0-9-_]+))?");

  /** Reads a name, or returns empty when it has not the form of one. */
  public static Optional<FunctionName> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new FunctionName(
                matcher.group("region"),
                matcher.group("account"),
                matcher.group("name"),
                matcher.group("qualifier")))
        : Optional.empty();
  }

  /** Returns whether this names the configured function; any qualifier does. */
  public boolean names(FunctionConfiguration configuration) {
    return name.equals(configuration.functionName())
        && (region == null || region.equals(configuration.region()))
        && (accountId == null || accountId.equals(configuration.accountId()));
  }
}
