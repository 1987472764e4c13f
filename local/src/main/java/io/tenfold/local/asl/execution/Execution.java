package io.tenfold.local.asl.execution;

import io.tenfold.local.arn.StateMachineArn;
import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.json.NumberForms;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of an execution, or of a Distributed Map's child execution, when it starts.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html">Context
 *     object</a>
 */
public final class Execution {
  private static final Pattern FIELD = Pattern.compile("field '([^']+)'|The (\\w+) field");

  private final Execution outer;
  private final String arn;
  private final String name;
  private final StateMachineArn stateMachineArn;
  private final Object input;
  private final Instant startTime;
  private final Cancellation cancellation;
  private final ExecutionHistory history;
  private final Map<String, Object> context;
  private final boolean contextGiven;
  private final boolean trial;
  private final AtomicBoolean invoked;
  // The events that the next one follows: in this branch, and once the branch has ended.
  private volatile long last;
  private volatile long latest;
  private String failure;
  // What tells of a branch's end, once the branches beside it have ended.
  private final Deque<Ending> endings = new ArrayDeque<>();

  private record Ending(String type, Map<String, Object> details) {}

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
    this(new Started(arn, name, stateMachineArn, input, startTime, null), cancellation, history);
  }

  /** How often an execution was redriven, and when the last time. */
  public record Redrive(int count, Instant time) {}

  /**
   * What is told of an execution where it starts.
   *
   * @param roleArn of the state machine; null where it has none
   * @param redrive null of one that was not redriven
   */
  public record Started(
      String arn,
      String name,
      StateMachineArn stateMachineArn,
      Object input,
      Instant startTime,
      String roleArn,
      Redrive redrive) {
    /** Tells of an execution that was not redriven. */
    public Started(
        String arn,
        String name,
        StateMachineArn stateMachineArn,
        Object input,
        Instant startTime,
        String roleArn) {
      this(arn, name, stateMachineArn, input, startTime, roleArn, null);
    }
  }

  /** As the other constructor, with the state machine's role. */
  public Execution(Started started, Cancellation cancellation, ExecutionHistory history) {
    this(started, cancellation, history, contextOf(started), false, false);
  }

  /**
   * Makes an execution in which one state is tried.
   *
   * @param context object that the state sees
   * @param given whether it was given as a whole, and has a State only if that is there
   */
  public static Execution trial(Started started, Map<String, Object> context, boolean given) {
    return new Execution(started, new Cancellation(), null, context, given, true);
  }

  private Execution(
      Started started,
      Cancellation cancellation,
      ExecutionHistory history,
      Map<String, Object> context,
      boolean contextGiven,
      boolean trial) {
    this.contextGiven = contextGiven;
    this.trial = trial;
    this.outer = null;
    this.arn = Objects.requireNonNull(started.arn());
    this.name = Objects.requireNonNull(started.name());
    this.stateMachineArn = Objects.requireNonNull(started.stateMachineArn());
    this.input = started.input();
    this.startTime = Objects.requireNonNull(started.startTime());
    this.cancellation = Objects.requireNonNull(cancellation);
    this.history = history;
    this.context = context;
    this.invoked = new AtomicBoolean();
  }

  private static Map<String, Object> contextOf(Started execution) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("Id", execution.arn());
    about.put("Input", NumberForms.without(execution.input())); // only expressions see it
    about.put("StartTime", timestamp(execution.startTime()));
    about.put("Name", execution.name());
    StateMachineArn stateMachine = execution.stateMachineArn();
    about.put(
        "RoleArn",
        execution.roleArn() == null ? stateMachine.role("tenfold-local") : execution.roleArn());
    // An EXPRESS execution can't be redriven.
    if (!execution.arn().contains(":express:")) {
      about.put("RedriveCount", execution.redrive() == null ? 0 : execution.redrive().count());
    }
    if (execution.redrive() != null) {
      about.put("RedriveTime", timestamp(execution.redrive().time()));
    }
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("Id", stateMachine.toString());
    machine.put("Name", stateMachine.path());
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

  /** Tells whether it is no execution, but the trial of a state. */
  boolean isTrial() {
    return trial;
  }

  /** Tells whether the context object was given, and has its State only if that has one. */
  boolean contextGiven() {
    return contextGiven;
  }

  /** Adds an event to the history, if one is kept, which the next one follows. */
  public void record(String type, Map<String, Object> details) {
    if (history != null) {
      last = history.add(type, details, last);
      latest = last;
    }
  }

  /**
   * Adds an event that the next one of this branch does not follow, but what comes after the branch
   * does: that an iteration has succeeded, for one.
   */
  public void recordAside(String type, Map<String, Object> details) {
    if (history != null) {
      latest = history.add(type, details, last);
    }
  }

  /**
   * Takes an event that tells of this branch's early end, before those taken already. As recorded
   * on AWS, such events come once every branch has ended, follow what the first one failed with,
   * and nothing follows them.
   */
  public void ends(String type, Map<String, Object> details) {
    if (outer != null) {
      endings.addFirst(new Ending(type, details));
    }
  }

  /** Adds the events that were taken: the branch's end is the end of no other. */
  public void recordEnd() {
    recordEnds(last);
  }

  private void recordEnds(long follows) {
    if (history != null && !history.full()) {
      endings.forEach(ending -> history.add(ending.type(), ending.details(), follows));
    }
    endings.clear();
  }

  /** Adds the events of a branch's end that another one has brought about, or itself. */
  void recordEnd(Execution branch, Execution failed) {
    branch.recordEnds(failed == null ? last : failed.last);
  }

  /** Drops the events of a branch's end. */
  void dropEnd(Execution branch) {
    branch.endings.clear();
  }

  /** Takes the events of a branch's end for those of this one's, which has ended it. */
  void endsWith(Execution branch) {
    endings.addAll(branch.endings);
  }

  /** Adds the event of a redrive, which follows how the execution had ended. */
  public void recordRedriven(Map<String, Object> details) {
    if (history != null) {
      follow(history.addLast("ExecutionRedriven", details));
    }
  }

  /** Adds an event of the whole execution, such as its start, which follows none. */
  public void recordApart(String type, Map<String, Object> details) {
    if (history != null) {
      history.add(type, details, 0);
    }
  }

  /** Adds an event that AWS does not have. */
  public void recordOwn(String type, Map<String, Object> details) {
    if (history != null) {
      history.addOwn(type, details);
    }
  }

  /**
   * Takes the event that tells of a state's failure, which comes when nothing is left to retry it;
   * null for none.
   *
   * @see #fail()
   */
  public void failsWith(String type) {
    failure = type;
  }

  /** Adds the event that was taken, if one was, and returns it; null if not. */
  public String fail() {
    String type = failure;
    failure = null;
    if (type != null && history != null && !history.full()) {
      record(type, Map.of());
    }
    return type;
  }

  /** Drops the event that was taken: the state is tried again. */
  public void retry() {
    failure = null;
  }

  /** Adds the event of an expression that failed, or of variables that are too large, once. */
  public void noteEvaluation(String stateName, StateError error) {
    boolean ofAssign = error.ofAssign();
    if (history == null
        || history.full()
        || !ofAssign && !error.error().equals(ErrorNames.QUERY_EVALUATION_ERROR)
        || !error.firstNoted()) {
      return;
    }
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("error", error.error());
    details.put("cause", error.cause());
    Matcher field = FIELD.matcher(error.cause());
    if (ofAssign) {
      details.put("location", "Assign");
    } else if (field.find()) {
      details.put("location", field.group(1) == null ? field.group(2) : field.group(1));
    }
    details.put("state", stateName);
    if (!ofAssign) {
      last = history.beforeStep(last); // both as recorded on AWS
    }
    record("EvaluationFailed", details);
  }

  /** Returns the id of the last event of this branch. */
  public long last() {
    return last;
  }

  /** Lets what comes next follow an event. */
  public void follow(long event) {
    last = event;
    latest = event;
  }

  /** Lets what comes next follow the end of a branch. */
  void follow(Execution branch) {
    follow(branch.latest);
  }

  /** Tells whether a history is kept. */
  public boolean keepsHistory() {
    return history != null;
  }

  /**
   * Returns this execution as one of its branches sees it: stopped with it, or on its own, and with
   * events that follow the one of that id.
   */
  Execution branch(Cancellation branch, long follows) {
    return new Execution(this, branch, follows);
  }

  /** Tells whether the execution as a whole is to stop, rather than a branch of it. */
  public boolean stopped() {
    return outer == null ? cancellation.requested() : outer.stopped();
  }

  private Execution(Execution outer, Cancellation branch, long follows) {
    this.outer = outer;
    this.last = follows;
    this.latest = follows;
    this.arn = outer.arn;
    this.name = outer.name;
    this.stateMachineArn = outer.stateMachineArn;
    this.input = outer.input;
    this.startTime = outer.startTime;
    this.cancellation = branch;
    this.history = outer.history;
    this.context = outer.context;
    this.contextGiven = outer.contextGiven;
    this.trial = outer.trial;
    this.invoked = outer.invoked;
  }
}
