package io.tenfold.local.map.result;

/**
 * How a result file holds what it holds: as a JSON array, or as JSON Lines.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html">ResultWriter,
 *     OutputType</a>
 */
public enum OutputType {
  JSON(".json", "[", ",", "]"),
  JSONL(".jsonl", "", "\n", "\n");

  private final String suffix;
  private final String opening;
  private final String separator;
  private final String closing;

  OutputType(String suffix, String opening, String separator, String closing) {
    this.suffix = suffix;
    this.opening = opening;
    this.separator = separator;
    this.closing = closing;
  }

  /** Returns the type of the result file with this key. */
  public static OutputType ofFile(String key) {
    return key.endsWith(JSONL.suffix) ? JSONL : JSON;
  }

  /** Returns how its files' names end. */
  String suffix() {
    return suffix;
  }

  /** Returns what stands before an element, in ASCII. */
  String before(boolean first) {
    return first ? opening : separator;
  }

  /** Returns what stands after the last element, in ASCII. */
  public String closing(boolean empty) {
    return empty ? opening + (this == JSON ? closing : "") : closing;
  }
}
