package io.tenfold.local.arn;

/** Says of a text that it is not the ARN that was expected, and what such a one looks like. */
public final class MalformedArn extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  MalformedArn(String text, String problem, String expected) {
    super("'" + text + "' " + problem + "; expected is " + expected);
  }
}
