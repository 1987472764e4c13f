package io.tenfold.local.aws.sfn.request;

import java.util.regex.Pattern;

/**
 * The rule for names of state machines, aliases and executions.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html">StartExecution,
 *     name</a>
 */
public final class MachineName {
  private static final Pattern FORBIDDEN =
      Pattern.compile("[\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\u0000-\\u001f\\u007f-\\u009f]");

  private MachineName() {}

  /** Returns a name, or refuses it as {@code InvalidName}. */
  public static String check(String name) {
    if (name.isEmpty() || name.length() > 80 || FORBIDDEN.matcher(name).find()) {
      throw new ApiException("InvalidName", "Invalid Name: '" + name + "'");
    }
    return name;
  }
}
