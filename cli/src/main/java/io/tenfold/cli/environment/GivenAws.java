package io.tenfold.cli.environment;

import io.tenfold.local.lambda.AwsVariables;
import java.util.Map;

/**
 * The AWS that a function on this machine has.
 *
 * @param word what asks for it on a command line, null where there is none
 * @param region the Region that the function is told it is in
 * @param variables the endpoint and the credentials, which are secrets: no text of this class has
 *     them
 */
public record GivenAws(String word, String region, Map<String, String> variables) {
  /** The word for the AWS of the shell. */
  public static final String OWN = "own";

  private static final String USUAL_REGION = "us-east-1";

  /** Copies the variables. */
  public GivenAws {
    variables = Map.copyOf(variables);
  }

  /** Returns no AWS: no endpoint, no credentials. */
  public static GivenAws none() {
    return new GivenAws(null, USUAL_REGION, Map.of());
  }

  /**
   * Returns an endpoint that takes any credentials.
   *
   * @param shell the environment of the command, whose Region the function has, too
   */
  public static GivenAws endpoint(String word, String url, Map<String, String> shell) {
    String region = shell.getOrDefault("AWS_REGION", shell.get("AWS_DEFAULT_REGION"));
    return new GivenAws(
        word,
        region == null || region.isBlank() ? USUAL_REGION : region,
        AwsVariables.ofEndpoint(url));
  }

  /** Returns whether it is that of the shell, where what is done is done. */
  public boolean isOwn() {
    return OWN.equals(word);
  }

  /** Returns what asks for it, and the Region. */
  @Override
  public String toString() {
    return "GivenAws[" + word + ", " + region + "]";
  }
}
