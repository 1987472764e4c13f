package io.tenfold.local.trial;

/** Says why a state can't be tried as it was asked for. */
public final class TrialRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String type;

  /** Takes the message. */
  public TrialRefused(String message) {
    this("ValidationException", message);
  }

  /** Takes the name that TestState refuses it under, and the message. */
  public TrialRefused(String type, String message) {
    super(message, null, false, false);
    this.type = type;
  }

  /** Returns the name that TestState refuses it under. */
  public String type() {
    return type;
  }
}
