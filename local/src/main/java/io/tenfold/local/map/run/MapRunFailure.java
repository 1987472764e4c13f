package io.tenfold.local.map.run;

import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.map.read.ItemReaderFailed;
import io.tenfold.local.map.result.ResultWriterFailed;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a Map Run failed for, by the names that Step Functions has for it. */
final class MapRunFailure {
  private MapRunFailure() {}

  /** Returns the error of a reader or writer that failed. */
  static StateError of(Exception failure) {
    return new StateError(name(failure), failure.getMessage());
  }

  /** Returns the details of MapRunFailed: its cause, and its error where that has a name. */
  static Map<String, Object> details(Throwable failure) {
    Map<String, Object> details = new LinkedHashMap<>();
    String name = name(failure);
    if (name != null) {
      details.put("error", name);
    }
    details.put(
        "cause",
        failure instanceof StateError error ? error.cause() : String.valueOf(failure.getMessage()));
    return details;
  }

  private static String name(Throwable failure) {
    if (failure instanceof StateError error) {
      return error.error();
    }
    if (failure instanceof ItemReaderFailed) {
      return ErrorNames.ITEM_READER_FAILED;
    }
    return failure instanceof ResultWriterFailed ? ErrorNames.RESULT_WRITER_FAILED : null;
  }
}
