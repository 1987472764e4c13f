package io.tenfold.local.aws.sfn;

import io.tenfold.local.asl.execution.ExecutionHistory;
import io.tenfold.local.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An execution's history with AWS's event types, ids and detail members, made of the engine's.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html">HistoryEvent</a>
 */
final class HistoryEvents {
  /** AWS's events that the engine does not record, as they always follow these at once. */
  private static final Map<String, String> FOLLOWED_BY =
      Map.of(
          "TaskScheduled", "TaskStarted",
          "MapRunSucceeded", "MapStateSucceeded",
          "MapRunFailed", "MapStateFailed",
          "MapRunAborted", "MapStateAborted");

  private final MachineRun run;

  HistoryEvents(MachineRun run) {
    this.run = run;
  }

  /** An event; what it holds is made only when it is asked for. */
  record Event(HistoryEvents history, long id, String type, ExecutionHistory.Event source) {
    Instant timestamp() {
      return source.timestamp();
    }

    /** Events are numbered as they come, also those of branches that run side by side. */
    long previousId() {
      return id - 1;
    }

    Map<String, Object> details(boolean withData) {
      return history.details(type, source, withData);
    }
  }

  /** Returns the events so far, oldest first. */
  List<Event> list() {
    List<Event> events = new ArrayList<>();
    for (ExecutionHistory.Event source : run.current().history()) {
      if (source.type().equals("TaskRetryScheduled")) {
        continue; // the engine's own: on AWS a retry shows only as the next TaskScheduled
      }
      events.add(new Event(this, events.size() + 1L, source.type(), source));
      String next = FOLLOWED_BY.get(source.type());
      if (next != null) {
        events.add(new Event(this, events.size() + 1L, next, source));
      }
    }
    return events;
  }

  private Map<String, Object> details(
      String type, ExecutionHistory.Event source, boolean withData) {
    Map<String, Object> from = source.details();
    Map<String, Object> details = new LinkedHashMap<>();
    if (type.endsWith("StateEntered")) {
      details.put("name", from.get("name"));
      putData(details, "input", from.get("input"), withData);
      return Map.of("stateEnteredEventDetails", details);
    }
    if (type.endsWith("StateExited")) {
      details.put("name", from.get("name"));
      putData(details, "output", from.get("output"), withData);
      return Map.of("stateExitedEventDetails", details);
    }
    switch (type) {
      case "ExecutionStarted" -> {
        putData(details, "input", from.get("input"), withData);
        details.put("roleArn", run.revision().roleArn());
        putIfThere(details, "stateMachineVersionArn", run.versionArn());
        putIfThere(details, "stateMachineAliasArn", run.aliasArn());
      }
      case "ExecutionRedriven", "MapStateStarted", "MapRunStarted" -> details.putAll(from);
      case "ExecutionSucceeded" -> putData(details, "output", from.get("output"), withData);
      case "TaskScheduled" -> {
        putTask(details, from);
        details.put("region", run.machine().address().region());
        details.put("parameters", withData ? Json.write(from.get("parameters")) : "");
      }
      case "TaskStarted" -> putTask(details, from);
      case "TaskSucceeded" -> {
        putTask(details, from);
        putData(details, "output", from.get("output"), withData);
      }
      case "TaskFailed", "TaskTimedOut" -> {
        putTask(details, from);
        putError(details, from);
      }
      case "ExecutionFailed", "ExecutionAborted", "ExecutionTimedOut", "MapRunFailed" ->
          putError(details, from);
      default -> {
        return Map.of(); // of this type AWS has no details
      }
    }
    return Map.of(memberOf(type), details);
  }

  /** Returns the member that holds a type's details: {@code taskFailedEventDetails}, for one. */
  private static String memberOf(String type) {
    return Character.toLowerCase(type.charAt(0)) + type.substring(1) + "EventDetails";
  }

  private static void putData(
      Map<String, Object> details, String name, Object value, boolean withData) {
    if (withData) {
      details.put(name, Json.write(value));
      details.put(name + "Details", Map.of("truncated", false));
    }
  }

  private static void putIfThere(Map<String, Object> details, String name, Object value) {
    if (value != null) {
      details.put(name, value);
    }
  }

  private static void putError(Map<String, Object> details, Map<String, Object> from) {
    putIfThere(details, "error", from.get("error"));
    putIfThere(details, "cause", from.get("cause"));
  }

  /** The engine names {@code aws-sdk:sfn:describeMapRun}; AWS splits it at the last colon. */
  private static void putTask(Map<String, Object> details, Map<String, Object> from) {
    String resource = String.valueOf(from.get("resource"));
    int colon = resource.lastIndexOf(':');
    details.put("resourceType", resource.substring(0, Math.max(0, colon)));
    details.put("resource", resource.substring(colon + 1));
  }
}
