package io.tenfold.local.arn;

import java.util.Optional;

/**
 * An Amazon Resource Name, {@code arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE}.
 *
 * @param partition {@code aws}, {@code aws-cn}, {@code aws-us-gov} or another one of AWS's
 * @param service such as {@code states}, {@code lambda} or {@code sqs}
 * @param region empty where the resource is of none
 * @param account twelve digits, {@code aws} of what AWS manages, or empty
 * @param resource what the service makes of the rest, colons and slashes included
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">Amazon
 *     Resource Names</a>
 */
public record Arn(
    String partition, String service, String region, String account, String resource) {
  private static final String FORM = "arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE";

  /** Checks each part: {@link MalformedArn} says which is wrong. */
  public Arn {
    String problem = null;
    if (!partition.equals("aws") && !(partition.startsWith("aws-") && isWord(partition))) {
      problem = "has '" + partition + "' for a partition, which is aws, aws-cn or aws-us-gov";
    } else if (service.isEmpty() || !isWord(service)) {
      problem = "has '" + service + "' for a service";
    } else if (!isWord(region)) {
      problem = "has '" + region + "' for a Region";
    } else if (!isAccount(account)) {
      problem = "has '" + account + "' for an account, which is twelve digits";
    } else if (resource.isEmpty()) {
      problem = "names no resource";
    }
    if (problem != null) {
      throw new MalformedArn(written(partition, service, region, account, resource), problem, FORM);
    }
  }

  // Not by regular expressions: a function's ARN is read for each record.
  private static boolean isWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= 'a' && c <= 'z') && !isDigit(c) && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isAccount(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return text.equals("aws");
      }
    }
    return text.isEmpty() || text.length() == 12;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /**
   * Reads an ARN.
   *
   * @throws MalformedArn if the text is none
   */
  public static Arn parse(String text) {
    String[] parts = text.split(":", 6);
    if (!parts[0].equals("arn") || parts.length < 6) {
      throw new MalformedArn(text, "is no ARN", FORM);
    }
    return new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]);
  }

  /** Reads an ARN, or returns empty where the text is none. */
  public static Optional<Arn> find(String text) {
    // As a function's bare name, of each invocation: not by an exception.
    if (!text.startsWith("arn:")) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(text));
    } catch (MalformedArn e) {
      return Optional.empty();
    }
  }

  /**
   * Returns what a state's Resource integrates with, the part after {@code arn:aws:states:::}, such
   * as {@code lambda:invoke}; empty where it is another ARN or none.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html">Integrating
   *     services</a>
   */
  public static Optional<String> integration(String resource) {
    return find(resource)
        .filter(arn -> arn.is("states") && arn.region.isEmpty() && arn.account.isEmpty())
        .map(Arn::resource);
  }

  /** Tells whether this is the ARN of an IAM role, {@code arn:aws:iam::ACCOUNT:role/NAME}. */
  public boolean isRole() {
    return is("iam")
        && region.isEmpty()
        && !account.isEmpty()
        && resource.startsWith("role/")
        && resource.length() > "role/".length();
  }

  /** Tells whether the resource is of this service. */
  public boolean is(String name) {
    return service.equals(name);
  }

  /** Tells whether the resource is in a Region and an account, as most are. */
  public boolean isRegional() {
    return !region.isEmpty() && !account.isEmpty();
  }

  @Override
  public String toString() {
    return written(partition, service, region, account, resource);
  }

  private static String written(
      String partition, String service, String region, String account, String resource) {
    return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
  }
}
