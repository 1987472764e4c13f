package io.tenfold.local.aws;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tests' function: it returns {@code {"index", "output"}}, and fails records that say so. */
public final class RecordCheck {
  /** A record that is wrong. */
  public static final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Rejected(String message) {
      super(message);
    }
  }

  /** Handles {@code {"index", "record": {"fail", "sleep"}}}; sleep is in milliseconds. */
  public Map<String, Object> handle(Map<String, Object> event, Context context)
      throws InterruptedException {
    if (event.get("record") instanceof Map<?, ?> record) {
      if (record.get("sleep") instanceof Number millis) {
        Thread.sleep(millis.longValue());
      }
      if (Boolean.TRUE.equals(record.get("fail"))) {
        throw new Rejected("the record says so");
      }
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("index", event.get("index"));
    result.put("output", String.valueOf(System.getenv("GREETING")));
    return result;
  }
}
