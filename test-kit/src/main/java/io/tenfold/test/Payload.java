package io.tenfold.test;

import io.tenfold.function.TransientFailure;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.lambda.runtimeapi.Failure;
import io.tenfold.local.map.result.RecordIndex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an invocation is given: one record, or a batch of them.
 *
 * @param indexes the records', in order
 */
record Payload(byte[] json, List<Long> indexes, boolean batch) {

  /** Reads what the workflow sends. */
  static Payload of(byte[] json) {
    String text = new String(json, StandardCharsets.UTF_8);
    if (Json.parse(text) instanceof Map<?, ?> event
        && event.get("Items") instanceof List<?> items) {
      return new Payload(
          json, items.stream().map(item -> RecordIndex.of(Json.write(item))).toList(), true);
    }
    return new Payload(json, List.of(RecordIndex.of(text)), false);
  }

  /** Returns the batch without the records at some places. */
  byte[] without(Set<Integer> places) {
    Map<String, Object> event = object(json);
    List<?> items = (List<?>) event.get("Items");
    List<Object> rest = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (!places.contains(i)) {
        rest.add(items.get(i));
      }
    }
    event.put("Items", rest);
    return Json.writeBytes(event);
  }

  /**
   * Returns the answer for the whole batch, where the processor was given it without the records at
   * some places, which are to be tried again.
   */
  byte[] answerWith(Set<Integer> places, byte[] answer) {
    List<Integer> asked = new ArrayList<>();
    for (int i = 0; i < indexes.size(); i++) {
      if (!places.contains(i)) {
        asked.add(i);
      }
    }
    Map<String, Object> response = object(answer);
    List<Object> again = new ArrayList<>();
    for (Object each : (List<?>) response.get("transient")) {
      Map<String, Object> one = new LinkedHashMap<>();
      ((Map<?, ?>) each).forEach((name, value) -> one.put((String) name, value));
      one.put("position", asked.get(((Number) one.get("position")).intValue()));
      again.add(one);
    }
    for (int place : places) {
      String error = TransientFailure.class.getName();
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("position", place);
      one.put("index", indexes.get(place));
      one.put("error", error);
      one.put(
          "cause",
          new String(Failure.document(error, "a fault of the test"), StandardCharsets.UTF_8));
      again.add(one);
    }
    response.put("transient", again);
    List<Object> notReached = new ArrayList<>();
    for (Object place : (List<?>) response.get("notReached")) {
      notReached.add(asked.get(((Number) place).intValue()));
    }
    response.put("notReached", notReached);
    return Json.writeBytes(response);
  }

  private static Map<String, Object> object(byte[] json) {
    try {
      Map<String, Object> object = new LinkedHashMap<>();
      ((Map<?, ?>) Json.parse(json)).forEach((name, value) -> object.put((String) name, value));
      return object;
    } catch (MalformedJson e) {
      throw new IllegalStateException("neither the workflow nor the function writes this", e);
    }
  }
}
