package io.tenfold.local.aws.sfn;

import io.tenfold.local.aws.sfn.request.ApiException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A state machine's ARN: the machine's own, and the version's number or alias's name behind it, or
 * null.
 */
record MachineArn(String unqualified, String qualifier) {
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(arn:aws[a-z-]*:states:[a-z0-9-]+:\\d{12}:stateMachine:[^:/]{1,80})(?:/[^:/]+)?"
              + "(?::([a-zA-Z0-9._-]{1,80}))?");

  static MachineArn parse(String arn) {
    Matcher matcher = SYNTAX.matcher(arn);
    if (!matcher.matches()) {
      throw new ApiException("InvalidArn", "Invalid Arn: '" + arn + "'");
    }
    return new MachineArn(matcher.group(1), matcher.group(2));
  }

  boolean isVersion() {
    return qualifier != null && qualifier.matches("[1-9]\\d{0,17}");
  }
}
