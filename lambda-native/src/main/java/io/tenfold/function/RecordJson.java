package io.tenfold.function;

import java.lang.reflect.Type;

/**
 * Reads a record into the processor's type and writes the processor's output, strictly: nothing is
 * converted, dropped, rounded or made up on the way.
 */
interface RecordJson {

  /**
   * Returns what suits both types: the streamed kind where it can, which is smaller and quicker.
   */
  static RecordJson of(Type record, Type output) {
    return StreamedJson.supports(record, output)
        ? new StreamedJson(record, output)
        : new DatabindJson(record, output);
  }

  /**
   * Returns the record as the processor's type.
   *
   * @throws RecordRejected if its JSON does not fit the type; the message names the field
   */
  Object read(byte[] record);

  /**
   * Returns {@code {"index": …, "output": …}} in UTF-8.
   *
   * @throws UnwritableOutput if the output is something that can't be written as JSON
   */
  byte[] write(long index, Object output);

  /** Returns {@code {"index": 0, "record": …}} in UTF-8, as if the record had been sent. */
  byte[] envelope(Object record);
}
