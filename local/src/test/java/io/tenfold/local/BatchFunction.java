package io.tenfold.local;

import static io.tenfold.local.Batch.object;

import io.tenfold.local.json.Json;
import io.tenfold.local.port.FunctionInvoker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A function that answers for one record and for a batch, as the real one does. */
public final class BatchFunction implements FunctionInvoker {

  /** What a record may do but succeed. */
  public static final class RecordFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String error;

    public RecordFailure(String error) {
      super(error, null, false, false);
      this.error = error;
    }
  }

  /** The invocation dies of a record. */
  public static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
    private final String error;

    public Crash(String error) {
      super(error, null, false, false);
      this.error = error;
    }
  }

  /** There is no time left for this record and those behind it. */
  public static final class NoTime extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  public static final String TRANSIENT = "io.tenfold.function.TransientFailure";

  private final Consumer<Map<String, Object>> processor;

  public BatchFunction(Consumer<Map<String, Object>> processor) {
    this.processor = processor;
  }

  @Override
  public Result invoke(String function, byte[] payload) {
    Map<String, Object> event = object(Json.parse(payload));
    try {
      return event.containsKey("Items") ? batch((List<?>) event.get("Items")) : record(event);
    } catch (Crash e) {
      return failed(e.error, "died");
    }
  }

  private Result record(Map<String, Object> event) {
    try {
      processor.accept(event);
    } catch (RecordFailure e) {
      return failed(e.error, "no " + event.get("index"));
    }
    return returned(answer(event));
  }

  private static Map<String, Object> answer(Map<String, Object> event) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("index", event.get("index"));
    answer.put("output", event.get("record"));
    return answer;
  }

  private Result batch(List<?> items) {
    List<Object> outcomes = new ArrayList<>();
    List<Object> again = new ArrayList<>();
    List<Object> notReached = new ArrayList<>();
    int failed = 0;
    for (int i = 0; i < items.size(); i++) {
      Map<String, Object> event = object(items.get(i));
      try {
        processor.accept(event);
        outcomes.add(answer(event));
      } catch (RecordFailure e) {
        Map<String, Object> outcome = new LinkedHashMap<>();
        if (e.error.equals(TRANSIENT)) {
          outcome.put("position", i);
          again.add(outcome);
        } else {
          failed++;
          outcomes.add(outcome);
        }
        outcome.put("index", event.get("index"));
        outcome.put("error", e.error);
        outcome.put("cause", "no " + event.get("index"));
      } catch (NoTime e) {
        for (int j = i; j < items.size(); j++) {
          notReached.add(j);
        }
        break;
      }
    }
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("outcomes", outcomes);
    response.put("transient", again);
    response.put("notReached", notReached);
    response.put("failed", failed);
    response.put("bytes", Json.writeBytes(outcomes).length);
    return returned(response);
  }

  private static Result returned(Object value) {
    return new Returned(Json.writeBytes(value));
  }

  private static Result failed(String type, String message) {
    return new Failed(type, Json.writeBytes(Map.of("errorType", type, "errorMessage", message)));
  }
}
