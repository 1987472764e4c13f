package io.tenfold.cli.cost;

/**
 * What can be chosen without changing the work that is done.
 *
 * @param memoryMegabytes the function's memory in MB, 128 to 10,240
 */
public record Configuration(int memoryMegabytes, Architecture architecture, ChildType childType) {

  /** Returns the same with another memory size in MB. */
  public Configuration withMemory(int megabytes) {
    return new Configuration(megabytes, architecture, childType);
  }

  /** Returns the same on another processor. */
  public Configuration with(Architecture other) {
    return new Configuration(memoryMegabytes, other, childType);
  }

  /** Returns the same with another type of child executions. */
  public Configuration with(ChildType other) {
    return new Configuration(memoryMegabytes, architecture, other);
  }

  /** Returns it for people, such as {@code 256 MB, arm64, EXPRESS children}. */
  public String sentence() {
    return String.format("%,d MB, %s, %s children", memoryMegabytes, architecture, childType);
  }
}
