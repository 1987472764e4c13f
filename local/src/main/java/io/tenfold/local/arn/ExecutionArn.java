package io.tenfold.local.arn;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An execution's ARN, {@code arn:aws:states:REGION:ACCOUNT:execution:MACHINE:NAME}, or {@code
 * …:express:…}; MACHINE is {@code MACHINE/LABEL} for a Distributed Map's child.
 *
 * @param machine what is executed, without a version or alias
 * @param express whether it is an execution of an EXPRESS workflow
 * @param name of an EXPRESS execution on AWS, with {@code :ID} behind it
 */
public record ExecutionArn(StateMachineArn machine, boolean express, String name) {
  private static final String FORM =
      "arn:aws:states:REGION:ACCOUNT:execution:MACHINE:NAME (or express, instead of execution)";
  private static final Pattern RESOURCE =
      Pattern.compile(
          "(?:execution:(?<standard>[^:/]+)|express:(?<express>[^:/]+))(?:/(?<label>[^:/]+))?"
              + ":(?<name>.+)");

  /**
   * Reads an execution's ARN.
   *
   * @throws MalformedArn if the text is none
   */
  public static ExecutionArn parse(String text) {
    Arn arn = Arn.parse(text);
    Matcher matcher = RESOURCE.matcher(arn.resource());
    if (!arn.is("states") || !arn.isRegional() || !matcher.matches()) {
      throw new MalformedArn(text, "is not the ARN of an execution", FORM);
    }
    boolean express = matcher.group("express") != null;
    if (!express && matcher.group("name").indexOf(':') >= 0) {
      throw new MalformedArn(text, "is not the ARN of an execution", FORM);
    }
    return new ExecutionArn(
        new StateMachineArn(
            arn.partition(),
            arn.region(),
            arn.account(),
            matcher.group(express ? "express" : "standard"),
            matcher.group("label"),
            null),
        express,
        matcher.group("name"));
  }

  /** Reads an execution's ARN, or returns empty where the text is none. */
  public static Optional<ExecutionArn> find(String text) {
    try {
      return Optional.of(parse(text));
    } catch (MalformedArn e) {
      return Optional.empty();
    }
  }

  /** Returns the name that the execution was given, without an EXPRESS execution's ID. */
  public String executionName() {
    return name.replaceFirst(":.*", "");
  }

  @Override
  public String toString() {
    return machine.sibling((express ? "express:" : "execution:") + machine.path() + ":" + name);
  }
}
