package io.tenfold.local.aws.sfn;

import io.tenfold.local.asl.execution.ExecutionHistory;
import io.tenfold.local.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An execution's history with AWS's event types, ids and detail members, made of the engine's.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html">HistoryEvent</a>
 */
final class HistoryEvents {
  private final MachineRun run;

  HistoryEvents(MachineRun run) {
    this.run = run;
  }

  /** An event; what it holds is made only when it is asked for. */
  record Event(HistoryEvents history, ExecutionHistory.Event source) {
    long id() {
      return source.id();
    }

    String type() {
      return source.type();
    }

    Instant timestamp() {
      return source.timestamp();
    }

    long previousId() {
      return source.previousId();
    }

    Map<String, Object> details(boolean withData) {
      return history.details(source.type(), source, withData);
    }
  }

  /** Returns the events so far, oldest first, without the engine's own. */
  List<Event> list() {
    List<Event> events = new ArrayList<>();
    for (ExecutionHistory.Event source : run.current().history()) {
      if (source.id() > 0) {
        events.add(new Event(this, source));
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
      if (withData && from.get("assignedVariables") instanceof Map<?, ?> assigned) {
        Map<String, Object> variables = new TreeMap<>();
        assigned.forEach((name, value) -> variables.put((String) name, Json.write(value)));
        details.put("assignedVariables", variables);
        details.put("assignedVariablesDetails", Map.of("truncated", false));
      }
      return Map.of("stateExitedEventDetails", details);
    }
    switch (type) {
      case "ExecutionStarted" -> {
        putData(details, "input", from.get("input"), withData);
        details.put("roleArn", run.revision().roleArn());
        putIfThere(details, "stateMachineVersionArn", run.versionArn());
        putIfThere(details, "stateMachineAliasArn", run.aliasArn());
      }
      case "MapIterationStarted",
          "MapIterationSucceeded",
          "MapIterationFailed",
          "MapIterationAborted",
          "ExecutionRedriven",
          "MapStateStarted",
          "MapRunStarted",
          "MapRunRedriven",
          "EvaluationFailed" ->
          details.putAll(from);
      case "ExecutionSucceeded" -> putData(details, "output", from.get("output"), withData);
      case "TaskScheduled" -> {
        putTask(details, from);
        details.put("region", run.machine().address().region());
        details.put("parameters", withData ? Json.write(from.get("parameters")) : "");
        putIfThere(details, "timeoutInSeconds", from.get("timeoutInSeconds"));
        putIfThere(details, "heartbeatInSeconds", from.get("heartbeatInSeconds"));
        putIfThere(details, "taskCredentials", from.get("taskCredentials"));
      }
      case "LambdaFunctionScheduled" -> {
        details.put("resource", from.get("resource"));
        putData(details, "input", from.get("input"), withData);
        putIfThere(details, "timeoutInSeconds", from.get("timeoutInSeconds"));
        putIfThere(details, "taskCredentials", from.get("taskCredentials"));
      }
      case "LambdaFunctionSucceeded" -> putData(details, "output", from.get("output"), withData);
      case "TaskStarted" -> putTask(details, from);
      case "TaskSubmitted", "TaskSucceeded" -> {
        putTask(details, from);
        putData(details, "output", from.get("output"), withData);
      }
      case "TaskFailed", "TaskTimedOut" -> {
        putTask(details, from);
        putError(details, from);
      }
      case "ExecutionFailed",
          "ExecutionAborted",
          "ExecutionTimedOut",
          "MapRunFailed",
          "LambdaFunctionFailed",
          "LambdaFunctionTimedOut" ->
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
    // A Fail state without an Error or a Cause shows none, as recorded on AWS.
    putIfThere(details, "error", "".equals(from.get("error")) ? null : from.get("error"));
    putIfThere(details, "cause", "".equals(from.get("cause")) ? null : from.get("cause"));
  }

  /**
   * The engine names {@code aws-sdk:sfn:describeMapRun}; AWS splits it at the last colon before
   * what the task waits for, as in {@code states:startExecution.sync:2}.
   */
  private static void putTask(Map<String, Object> details, Map<String, Object> from) {
    String resource = String.valueOf(from.get("resource"));
    int end = resource.indexOf('.');
    int colon = resource.lastIndexOf(':', end < 0 ? resource.length() : end);
    details.put("resourceType", resource.substring(0, Math.max(0, colon)));
    details.put("resource", resource.substring(colon + 1));
  }
}
