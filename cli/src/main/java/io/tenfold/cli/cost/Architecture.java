package io.tenfold.cli.cost;

/** The processor that the function runs on. */
public enum Architecture {
  /** AWS Graviton. */
  ARM64("arm64"),
  /** Intel or AMD. */
  X86_64("x86_64");

  private final String label;

  Architecture(String label) {
    this.label = label;
  }

  /** Returns AWS's name of it, which is also what the command line takes. */
  @Override
  public String toString() {
    return label;
  }
}
