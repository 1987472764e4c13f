package io.tenfold.local.aws.sfn.request;

/** A request that Step Functions refuses, under its error's name. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String type;

  /** Takes the error's name, such as {@code StateMachineDoesNotExist}, and the message. */
  public ApiException(String type, String message) {
    super(message, null, false, false);
    this.type = type;
  }

  /** Makes the error of a member that is wrong. */
  public static ApiException validation(String message) {
    return new ApiException("ValidationException", message);
  }

  /** Returns the error's name. */
  public String type() {
    return type;
  }
}
