package io.tenfold.local.asl.execution;

import io.tenfold.local.arn.StateMachineArn;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What is known of an execution, or of a Distributed Map's child execution, when it starts.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html">Context
 *     object</a>
 */
public final class Execution {
  private final String arn;
  private final String name;
  private final StateMachineArn stateMachineArn;
  private final Object input;
  private final Instant startTime;
  private final Cancellation cancellation;
  private final ExecutionHistory history;
  private final Map<String, Object> context;
  private final AtomicBoolean invoked;

  /**
   * Takes the ARNs and name, the input, when the execution started (a redrive keeps that), and how
   * it is stopped; {@code history} is null where none is kept, as for EXPRESS children.
   */
  public Execution(
      String arn,
      String name,
      StateMachineArn stateMachineArn,
      Object input,
      Instant startTime,
      Cancellation cancellation,
      ExecutionHistory history) {
    this.arn = Objects.requireNonNull(arn);
    this.name = Objects.requireNonNull(name);
    this.stateMachineArn = Objects.requireNonNull(stateMachineArn);
    this.input = input;
    this.startTime = Objects.requireNonNull(startTime);
    this.cancellation = Objects.requireNonNull(cancellation);
    this.history = history;
    this.context = contextOf(this);
    this.invoked = new AtomicBoolean();
  }

  private static Map<String, Object> contextOf(Execution execution) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("Id", execution.arn);
    about.put("Input", execution.input);
    about.put("Name", execution.name);
    about.put("RoleArn", execution.stateMachineArn.role("tenfold-local"));
    about.put("StartTime", timestamp(execution.startTime));
    about.put("RedriveCount", 0);
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("Id", execution.stateMachineArn.toString());
    machine.put("Name", execution.stateMachineArn.path());
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("Execution", about);
    context.put("StateMachine", machine);
    return context;
  }

  /** Returns a time as Step Functions writes it: UTC with milliseconds. */
  static String timestamp(Instant time) {
    return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.MILLIS));
  }

  /** Returns the execution's ARN. */
  public String arn() {
    return arn;
  }

  /** Returns the execution's name. */
  public String name() {
    return name;
  }

  /** Returns the ARN of the state machine. */
  public StateMachineArn stateMachineArn() {
    return stateMachineArn;
  }

  /** Returns the input, a JSON value. */
  public Object input() {
    return input;
  }

  /** Returns when the execution started. */
  public Instant startTime() {
    return startTime;
  }

  /** Returns the way to stop this execution. */
  public Cancellation cancellation() {
    return cancellation;
  }

  /** Takes note that a function was given an event, and has ended. */
  public void noteInvocation() {
    invoked.set(true);
  }

  /** Tells whether a function was given an event for it. */
  public boolean invoked() {
    return invoked.get();
  }

  /** Returns the part of {@code $states.context} that all its states share. */
  Map<String, Object> context() {
    return context;
  }

  /** Adds an event to the history, if one is kept. */
  public void record(String type, Map<String, Object> details) {
    if (history != null) {
      history.add(type, details);
    }
  }

  /** Tells whether a history is kept. */
  public boolean keepsHistory() {
    return history != null;
  }

  /** Returns this execution as one of its branches sees it: stopped with it, or on its own. */
  Execution withCancellation(Cancellation branch) {
    return new Execution(this, branch);
  }

  private Execution(Execution outer, Cancellation branch) {
    this.arn = outer.arn;
    this.name = outer.name;
    this.stateMachineArn = outer.stateMachineArn;
    this.input = outer.input;
    this.startTime = outer.startTime;
    this.cancellation = branch;
    this.history = outer.history;
    this.context = outer.context;
    this.invoked = outer.invoked;
  }
}
