package io.tenfold.cli.console;

/** The colours of a run's status in a terminal, one of its own eight, which its theme chooses. */
enum StatusColour {
  NONE(0),
  RED(31),
  GREEN(32),
  YELLOW(33),
  CYAN(36);

  private final int code;

  StatusColour(int code) {
    this.code = code;
  }

  /** Returns the colour of a status, of Step Functions' own. */
  static StatusColour of(String status) {
    return switch (status) {
      case "SUCCEEDED" -> GREEN;
      case "FAILED", "TIMED_OUT" -> RED;
      case "ABORTED", "PENDING_REDRIVE" -> YELLOW;
      case "RUNNING" -> CYAN;
      default -> NONE;
    };
  }

  /** Returns what a terminal takes for it (ECMA-48, Select Graphic Rendition). */
  String sequence() {
    return "\u001b[" + code + "m";
  }
}
