package io.tenfold.local.map.read;

/**
 * The formats of a dataset that an {@link ItemReader} reads: one JSON array, a JSON value per line,
 * or delimited text.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html">ItemReader</a>
 */
public enum InputType {
  JSON,
  JSONL,
  CSV
}
