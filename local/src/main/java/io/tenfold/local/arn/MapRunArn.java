package io.tenfold.local.arn;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Map Run's ARN, {@code arn:aws:states:REGION:ACCOUNT:mapRun:MACHINE/LABEL:ID}.
 *
 * @param workflow the child workflow, with the Map's label
 * @param id what tells the Map's runs apart
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html">DescribeMapRun</a>
 */
public record MapRunArn(StateMachineArn workflow, String id) {
  private static final String FORM = "arn:aws:states:REGION:ACCOUNT:mapRun:MACHINE/LABEL:ID";
  private static final Pattern RESOURCE =
      Pattern.compile("mapRun:(?<name>[^:/]+)/(?<label>[^:/]+):(?<id>[^:]+)");

  /**
   * Reads a Map Run's ARN.
   *
   * @throws MalformedArn if the text is none
   */
  public static MapRunArn parse(String text) {
    Arn arn = Arn.parse(text);
    Matcher matcher = RESOURCE.matcher(arn.resource());
    if (!arn.is("states") || !arn.isRegional() || !matcher.matches()) {
      throw new MalformedArn(text, "is not the ARN of a Map Run", FORM);
    }
    return new MapRunArn(
        new StateMachineArn(
            arn.partition(),
            arn.region(),
            arn.account(),
            matcher.group("name"),
            matcher.group("label"),
            null),
        matcher.group("id"));
  }

  /** Returns the label of the Distributed Map. */
  public String label() {
    return workflow.label();
  }

  @Override
  public String toString() {
    return workflow.sibling("mapRun:" + workflow.path() + ":" + id);
  }
}
