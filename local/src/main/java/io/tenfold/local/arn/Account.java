package io.tenfold.local.arn;

/**
 * The Region and the account that ARNs name.
 *
 * @param region such as {@code eu-central-1}
 * @param id twelve digits
 */
public record Account(String region, String id) {

  /**
   * Returns the partition that the Region is of.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">Partitions</a>
   */
  public String partition() {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  /** Returns the ARN of a state machine. */
  public StateMachineArn stateMachine(String name) {
    return new StateMachineArn(partition(), region, id, name, null, null);
  }

  /** Returns the ARN of a function, without a qualifier. */
  public Arn function(String name) {
    return new Arn(partition(), "lambda", region, id, "function:" + name);
  }
}
