package io.tenfold.local.aws.sfn;

import io.tenfold.local.arn.MalformedArn;
import io.tenfold.local.aws.sfn.request.ApiException;
import java.util.function.Function;

/** ARNs in requests, of which Step Functions refuses those that are none as InvalidArn. */
final class ValidArn {
  private ValidArn() {}

  /** Reads an ARN with what reads its kind. */
  static <T> T of(String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (MalformedArn e) {
      throw refused(text);
    }
  }

  static ApiException refused(String text) {
    return new ApiException("InvalidArn", "Invalid Arn: '" + text + "'");
  }
}
