package io.tenfold.local.aws.sfn;

/** A request that Step Functions refuses, under its error's name. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String type;

  /** Takes the error's name, such as {@code StateMachineDoesNotExist}, and the message. */
  ApiException(String type, String message) {
    super(message, null, false, false);
    this.type = type;
  }

  /** Makes the error of a member that is wrong. */
  static ApiException validation(String message) {
    return new ApiException("ValidationException", message);
  }

  String type() {
    return type;
  }
}
