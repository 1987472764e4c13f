package io.tenfold.local.map.read;

/**
 * What may stand between two fields of a CSV file, by the names that a {@code ReaderConfig} has.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html">ItemReader</a>
 */
public enum CsvDelimiter {
  /** The one that holds where none is named. */
  COMMA(','),
  PIPE('|'),
  SEMICOLON(';'),
  SPACE(' '),
  TAB('\t');

  private final char character;

  CsvDelimiter(char character) {
    this.character = character;
  }

  /** Returns the character. */
  public char character() {
    return character;
  }

  /**
   * Returns the delimiter that is a character.
   *
   * @throws IllegalArgumentException if none is
   */
  public static CsvDelimiter of(char character) {
    for (CsvDelimiter delimiter : values()) {
      if (delimiter.character == character) {
        return delimiter;
      }
    }
    throw new IllegalArgumentException("'" + character + "' delimits no fields for Step Functions");
  }
}
