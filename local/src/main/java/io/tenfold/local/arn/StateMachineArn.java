package io.tenfold.local.arn;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A state machine's ARN, {@code arn:aws:states:REGION:ACCOUNT:stateMachine:NAME}, with {@code
 * /LABEL} behind it for what a Distributed Map runs for its items, or {@code :QUALIFIER} for a
 * version or an alias.
 *
 * @param name 1 to 80 characters
 * @param label of a Distributed Map's child workflow, else null
 * @param qualifier the number of a version or the name of an alias, else null
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html#awsstepfunctions-resources-for-iam-policies">Resource
 *     types defined by AWS Step Functions</a>
 */
public record StateMachineArn(
    String partition, String region, String account, String name, String label, String qualifier) {
  private static final String FORM =
      "arn:aws:states:REGION:ACCOUNT:stateMachine:NAME, with /LABEL or :QUALIFIER or neither";
  private static final Pattern RESOURCE =
      Pattern.compile(
          "stateMachine:(?<name>[^:/]{1,80})(?:/(?<label>[^:/]+))?"
              + "(?::(?<qualifier>[a-zA-Z0-9._-]{1,80}))?");
  private static final Pattern VERSION = Pattern.compile("[1-9]\\d{0,17}");

  /**
   * Reads a state machine's ARN.
   *
   * @throws MalformedArn if the text is none
   */
  public static StateMachineArn parse(String text) {
    Arn arn = Arn.parse(text);
    Matcher matcher = RESOURCE.matcher(arn.resource());
    if (!arn.is("states") || !arn.isRegional() || !matcher.matches()) {
      throw new MalformedArn(text, "is not the ARN of a state machine", FORM);
    }
    return new StateMachineArn(
        arn.partition(),
        arn.region(),
        arn.account(),
        matcher.group("name"),
        matcher.group("label"),
        matcher.group("qualifier"));
  }

  /** Reads a state machine's ARN, or returns empty where the text is none. */
  public static Optional<StateMachineArn> find(String text) {
    try {
      return Optional.of(parse(text));
    } catch (MalformedArn e) {
      return Optional.empty();
    }
  }

  /** Returns the machine itself, without a label, version or alias. */
  public StateMachineArn unqualified() {
    return new StateMachineArn(partition, region, account, name, null, null);
  }

  /** Returns the machine's version of that number, or its alias of that name. */
  public StateMachineArn qualified(String versionOrAlias) {
    return new StateMachineArn(partition, region, account, name, label, versionOrAlias);
  }

  /** Returns the child workflow of the machine's Distributed Map with this label. */
  public StateMachineArn labelled(String mapLabel) {
    return new StateMachineArn(partition, region, account, name, mapLabel, null);
  }

  /** Tells whether it names a version. */
  public boolean isVersion() {
    return qualifier != null && VERSION.matcher(qualifier).matches();
  }

  /** Returns the ARN of an execution of the machine, which names no version or alias. */
  public ExecutionArn execution(String executionName) {
    return new ExecutionArn(qualified(null), false, executionName);
  }

  /** Returns the ARN of an execution of an EXPRESS machine, or of a Map's EXPRESS child. */
  public ExecutionArn express(String executionName) {
    return new ExecutionArn(qualified(null), true, executionName);
  }

  /** Returns the ARN of a run of the machine's Distributed Map with this label. */
  public MapRunArn mapRun(String mapLabel, String id) {
    return new MapRunArn(labelled(mapLabel), id);
  }

  /** Returns the ARN of a role in the machine's account. */
  public String role(String roleName) {
    return "arn:" + partition + ":iam::" + account + ":role/" + roleName;
  }

  /** Returns the machine's name, with its label where it has one. */
  public String path() {
    return label == null ? name : name + "/" + label;
  }

  /** Returns the ARN of what else Step Functions has in the machine's Region and account. */
  String sibling(String resource) {
    return "arn:" + partition + ":states:" + region + ":" + account + ":" + resource;
  }

  @Override
  public String toString() {
    String resource = "stateMachine:" + path();
    return sibling(qualifier == null ? resource : resource + ":" + qualifier);
  }
}
