package io.tenfold.local.asl.execution;

import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.jsonata.ExpressionScope;
import io.tenfold.local.asl.jsonata.Template;
import io.tenfold.local.json.NumberForms;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a state sees while it runs: its input, the variables, the context object. */
public final class StateContext {
  private final Execution execution;
  private final Scope scope;
  private final String stateName;
  private final Object input;
  private final Map<String, Object> mapContext;
  private final Progress progress;
  private final String enteredTime;
  private final int retryCount;
  private final Map<String, Object> context;
  private final Map<String, Object> variables;

  StateContext(
      Execution execution,
      Scope scope,
      Workflow.Named state,
      Object input,
      Map<String, Object> mapContext,
      Progress progress) {
    this(
        execution,
        scope,
        state.name(),
        input,
        mapContext,
        progress,
        state.mayBeRetried() ? 0 : -1,
        null);
  }

  private StateContext(
      Execution execution,
      Scope scope,
      String stateName,
      Object input,
      Map<String, Object> mapContext,
      Progress progress,
      int retryCount,
      String taskToken) {
    this.retryCount = retryCount;
    this.execution = execution;
    this.scope = scope;
    this.stateName = stateName;
    this.input = input;
    this.mapContext = mapContext;
    this.progress = progress;
    this.enteredTime = progress.enteredTime();
    this.variables = scope.visible();
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("Name", stateName);
    state.put("EnteredTime", enteredTime);
    if (retryCount >= 0) {
      state.put("RetryCount", retryCount);
    }
    this.context = new LinkedHashMap<>(execution.context());
    if (!execution.contextGiven()) {
      this.context.put("State", state);
    }
    if (mapContext != null) {
      this.context.put("Map", mapContext);
    }
    if (taskToken != null) {
      this.context.put("Task", Map.of("Token", taskToken));
    }
  }

  /** Returns the execution that the state is part of. */
  public Execution execution() {
    return execution;
  }

  /** Returns the variables' scope, for branches to be made within it. */
  public Scope scope() {
    return scope;
  }

  /** Returns the state's name. */
  public String stateName() {
    return stateName;
  }

  /**
   * Returns the id of the event that the state was entered with; 0 where no events are kept, {@link
   * StateError#TRIED} where the state is tried alone.
   */
  public long enteredEvent() {
    return execution.isTrial() ? StateError.TRIED : progress.enteredEvent();
  }

  /** Returns the state's input. */
  public Object input() {
    return input;
  }

  /** Returns {@code $states.context.Map}, or null outside an inline Map's iterations. */
  public Map<String, Object> mapContext() {
    return mapContext;
  }

  /** Returns the same state's context for its next attempt, which begins anew. */
  public StateContext retried(int retryCount) {
    progress.keep(null);
    return new StateContext(
        execution, scope, stateName, input, mapContext, progress, retryCount, null);
  }

  /** Returns what the state kept of its work before a redrive, or null. */
  public Object kept() {
    return progress.kept();
  }

  /** Keeps what a redrive of the state needs to go on with its work. */
  public void keep(Object work) {
    progress.keep(work);
  }

  /** Returns the same state's context with {@code $states.context.Task.Token}. */
  public StateContext withTaskToken(String token) {
    return new StateContext(
        execution, scope, stateName, input, mapContext, progress, retryCount, token);
  }

  /**
   * Evaluates a field that is seen before the state has a result.
   *
   * @throws StateError {@code States.QueryEvaluationError}
   */
  public Object evaluate(Template template) {
    return template instanceof Template.Literal literal
        ? literal.value()
        : template.evaluate(expressionScope(null, null));
  }

  /** Evaluates a field with {@code $states.result}. */
  public Object evaluateWithResult(Template template, Object result) {
    return evaluateWith(template, "result", result);
  }

  /** Evaluates a field of a Catch with {@code $states.errorOutput}. */
  public Object evaluateWithError(Template template, StateError error) {
    return evaluateWith(template, "errorOutput", error.output());
  }

  /**
   * Evaluates a Map's ItemSelector with {@code $states.context.Map.Item}.
   *
   * @param item {@code {"Index", "Value"}}, in a Distributed Map with its {@code "Source"}
   */
  public Object evaluateWithItem(Template template, Map<String, Object> item) {
    if (template instanceof Template.Literal literal) {
      return literal.value();
    }
    Map<String, Object> withItem = new LinkedHashMap<>(context);
    withItem.put("Map", Map.of("Item", item));
    Map<String, Object> states = new LinkedHashMap<>();
    states.put("input", NumberForms.without(input));
    states.put("context", withItem);
    return template.evaluate(new ExpressionScope(stateName, enteredEvent(), states, variables));
  }

  private Object evaluateWith(Template template, String name, Object value) {
    return template instanceof Template.Literal literal
        ? literal.value()
        : template.evaluate(expressionScope(name, value));
  }

  private ExpressionScope expressionScope(String name, Object value) {
    Map<String, Object> states = new LinkedHashMap<>();
    states.put("input", NumberForms.without(input));
    states.put("context", context);
    if (name != null) {
      states.put(name, NumberForms.without(value));
    }
    return new ExpressionScope(stateName, enteredEvent(), states, variables);
  }
}
