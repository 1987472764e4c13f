package io.tenfold.local.lambda;

import io.tenfold.local.arn.Arn;
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
  /** All forms but a whole ARN, of which it is the end. */
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?:(?<account>\\d{12}):)?"
              + "(?<function>function:)?"
              + "(?<name>[a-zA-Z0-9-_]+)"
              + "(?::(?<qualifier>\\$LATEST|[a-zA-Z0-9-_]+))?");

  /** Reads a name, or returns empty when it has not the form of one. */
  public static Optional<FunctionName> parse(String text) {
    Optional<Arn> arn = Arn.find(text).filter(a -> a.is("lambda") && a.isRegional());
    Matcher matcher = SYNTAX.matcher(arn.map(Arn::resource).orElse(text));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String account = matcher.group("account");
    if (arn.isPresent() && (account != null || matcher.group("function") == null)) {
      return Optional.empty();
    }
    return Optional.of(
        new FunctionName(
            arn.map(Arn::region).orElse(null),
            arn.map(Arn::account).orElse(account),
            matcher.group("name"),
            matcher.group("qualifier")));
  }

  /**
   * Returns what is asked for by a name and a qualifier beside it.
   *
   * @param beside null for none
   * @return the qualifier of either; null where neither has one
   * @throws IllegalArgumentException if the two have different ones; the message is Lambda's
   */
  public String qualifier(String beside) {
    if (qualifier != null && beside != null && !qualifier.equals(beside)) {
      throw new IllegalArgumentException(
          "The derived qualifier from the function name does not match the specified qualifier.");
    }
    return beside == null ? qualifier : beside;
  }

  /** Returns whether this names the configured function; any qualifier does. */
  public boolean names(FunctionConfiguration configuration) {
    return name.equals(configuration.functionName())
        && (region == null || region.equals(configuration.region()))
        && (accountId == null || accountId.equals(configuration.accountId()));
  }
}
