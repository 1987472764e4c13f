package io.tenfold.cli.environment;

import io.tenfold.cli.console.UserError;
import io.tenfold.local.lambda.ConfiguredVariables;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a function on this machine has in its environment, beside what Lambda and its package give
 * it.
 *
 * @param variables as a function's configuration would have them
 */
public record FunctionEnvironment(ConfiguredVariables variables, GivenAws aws) {
  /** Nothing at all. */
  public static final FunctionEnvironment NOTHING =
      new FunctionEnvironment(new ConfiguredVariables(Map.of()), GivenAws.none());

  /** Returns what of it may be written down. */
  public KeptEnvironment kept() {
    return new KeptEnvironment(new TreeSet<>(variables.values().keySet()), aws.word());
  }

  /**
   * Returns the variables of the process: those of the package, and over them those that were
   * given, which together have Lambda's limit; beneath them the AWS that it has.
   *
   * @throws UserError if they are more than Lambda takes
   */
  public Map<String, String> over(Map<String, String> ofPackage) {
    Map<String, String> configured = new LinkedHashMap<>(ofPackage);
    configured.putAll(variables.values());
    int bytes = new ConfiguredVariables(configured).bytes();
    if (bytes > ConfiguredVariables.MOST_BYTES) {
      throw new UserError(
          String.format(
              "The function's environment variables have %,d bytes as JSON, and Lambda takes %,d:"
                  + " %s. Keep what is large in S3, SSM or Secrets Manager and its name in a"
                  + " variable.",
              bytes,
              ConfiguredVariables.MOST_BYTES,
              String.join(", ", new TreeSet<>(configured.keySet()))));
    }
    Map<String, String> all = new LinkedHashMap<>(aws.variables());
    all.putAll(configured);
    return all;
  }
}
