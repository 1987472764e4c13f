package io.tenfold.cli.file;

import io.tenfold.local.map.read.CsvDelimiter;
import io.tenfold.local.map.read.InputType;
import java.util.List;

/**
 * What somebody says of a file's format; null where nothing is said.
 *
 * @param type what it is, whatever its name says
 * @param delimiter what stands between two fields of a CSV file
 * @param headers a CSV file's columns, whose first row is a record then
 * @param itemsPointer the way to the array in a JSON file, as decoded JSON Pointer tokens; empty
 *     for the whole document
 */
public record SaidFormat(
    InputType type, CsvDelimiter delimiter, List<String> headers, List<String> itemsPointer) {
  /** Nothing said. */
  public static final SaidFormat NOTHING = new SaidFormat(null, null, null, null);
}
