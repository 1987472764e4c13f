package io.tenfold.local.aws.sfn.request;

import io.tenfold.local.arn.MalformedArn;
import java.util.function.Function;

/** ARNs in requests, of which Step Functions refuses those that are none as InvalidArn. */
public final class ValidArn {
  private ValidArn() {}

  /** Reads an ARN with what reads its kind. */
  public static <T> T of(String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (MalformedArn e) {
      throw text.startsWith("arn:") ? refused(text) : refused("Invalid ARN prefix: " + text);
    }
  }

  /** Returns the error of a text that is not the ARN of what is wanted. */
  public static ApiException refused(String text) {
    return new ApiException("InvalidArn", "Invalid Arn: '" + text + "'");
  }
}
