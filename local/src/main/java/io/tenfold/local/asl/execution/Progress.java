package io.tenfold.local.asl.execution;

import io.tenfold.local.asl.error.ErrorNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a workflow has come, kept beyond its end so that a redrive goes on from there: the state
 * that it came to last with its input and the variables of this workflow, and what that state keeps
 * of its own work; or that it succeeded, and its output.
 *
 * <p>Only the thread of its workflow reads and writes it; a redrive begins when that has ended.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html">Restarting
 *     state machine executions with redrive</a>
 */
public final class Progress {
  private String state;
  private Object input;
  private Map<String, Object> variables = Map.of();
  private String enteredTime;
  private long enteredEvent;
  private String error;
  private Object kept;
  private boolean succeeded;
  private Object output;

  /** Tells whether the workflow came to a state. */
  public boolean begun() {
    return state != null;
  }

  /** Tells whether the workflow succeeded. */
  public boolean succeeded() {
    return succeeded;
  }

  /** Returns the output of a workflow that succeeded, a JSON value. */
  public Object output() {
    return output;
  }

  String state() {
    return state;
  }

  Object input() {
    return input;
  }

  Map<String, Object> variables() {
    return variables;
  }

  /** Tells whether the state was entered, and not only come to. */
  boolean entered() {
    return enteredTime != null;
  }

  String enteredTime() {
    return enteredTime;
  }

  long enteredEvent() {
    return enteredEvent;
  }

  void comeTo(String name, Object data, Map<String, Object> assigned) {
    enteredTime = null;
    error = null;
    kept = null;
    input = data;
    variables = assigned;
    state = name;
  }

  void enter(long event) {
    enteredEvent = event;
    enteredTime = Execution.timestamp(Instant.now());
  }

  void fail(String name) {
    error = name;
  }

  void succeed(Object result) {
    forget();
    output = result;
    succeeded = true;
  }

  /**
   * Returns what the state keeps of its own work, or null. After {@code States.DataLimitExceeded} a
   * state is run again with all that had succeeded in it.
   */
  Object kept() {
    return ErrorNames.DATA_LIMIT_EXCEEDED.equals(error) ? null : kept;
  }

  void keep(Object work) {
    kept = work;
  }

  /** Forgets what only a redrive would need. */
  public void forget() {
    kept = null;
    input = null;
    variables = Map.of();
    output = null;
  }

  /**
   * Returns this as a JSON value, for {@link #of}; null where something in it is none, as is what a
   * Map Run keeps.
   */
  public Object json() {
    Map<String, Object> json = new LinkedHashMap<>();
    if (succeeded) {
      json.put("output", output);
      return json;
    }
    if (begun()) {
      json.put("state", state);
      json.put("input", input);
      json.put("variables", variables);
      json.put("enteredTime", enteredTime);
      json.put("error", error);
    }
    if (kept instanceof Branching branching) {
      List<Object> branches = new ArrayList<>();
      for (Progress branch : branching.branches()) {
        Object part = branch.json();
        if (part == null) {
          return null;
        }
        branches.add(part);
      }
      json.put("of", branching.of());
      json.put("branches", branches);
      return json;
    }
    return kept == null ? json : null;
  }

  /** Reads what {@link #json} returned. */
  public static Progress of(Map<?, ?> json) {
    Progress progress = new Progress();
    if (json.containsKey("output")) {
      progress.succeed(json.get("output"));
      return progress;
    }
    if (json.get("state") instanceof String name) {
      Map<String, Object> variables = new HashMap<>();
      ((Map<?, ?>) json.get("variables"))
          .forEach((key, value) -> variables.put((String) key, value));
      progress.comeTo(name, json.get("input"), variables);
      progress.enteredTime = (String) json.get("enteredTime");
      progress.error = (String) json.get("error");
    }
    if (json.get("branches") instanceof List<?> parts) {
      List<Progress> branches = new ArrayList<>();
      parts.forEach(part -> branches.add(of((Map<?, ?>) part)));
      progress.keep(new Branching(json.get("of"), branches, 0));
    }
    return progress;
  }
}
