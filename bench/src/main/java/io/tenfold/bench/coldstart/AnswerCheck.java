package io.tenfold.bench.coldstart;

import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import java.util.Map;
import java.util.Objects;

/** Says whether a function's answer is the right one. */
@FunctionalInterface
interface AnswerCheck {
  /** The event's index and an output with the order's id. */
  AnswerCheck PROCESSED_RECORD =
      (event, answer) ->
          event instanceof Map<?, ?> asked
              && answer instanceof Map<?, ?> given
              && Objects.equals(asked.get("index"), given.get("index"))
              && asked.get("record") instanceof Map<?, ?> record
              && given.get("output") instanceof Map<?, ?> output
              && Objects.equals(record.get("id"), output.get("orderId"));

  /** The text "ok". */
  AnswerCheck OK = (event, answer) -> "ok".equals(answer);

  /** An object with the status code 200. */
  AnswerCheck STATUS_200 =
      (event, answer) ->
          answer instanceof Map<?, ?> given
              && given.get("statusCode") instanceof Number code
              && code.intValue() == 200;

  /** The event itself. */
  AnswerCheck ECHO = Objects::equals;

  /** Returns whether the answer to the event, both parsed, is right. */
  boolean holds(Object event, Object answer);

  /** As {@link #holds}, with JSON documents in UTF-8; what is no JSON is not right. */
  default boolean accepts(byte[] event, byte[] answer) {
    try {
      return holds(Json.parse(event), Json.parse(answer));
    } catch (MalformedJson e) {
      return false;
    }
  }
}
