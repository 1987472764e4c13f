package io.tenfold.local.trial;

import io.tenfold.local.asl.Exit;
import io.tenfold.local.asl.FaultTolerance;
import io.tenfold.local.asl.Fields;
import io.tenfold.local.asl.InlineMap;
import io.tenfold.local.asl.QueryLanguage;
import io.tenfold.local.asl.StateType;
import io.tenfold.local.asl.ToleranceFields;
import io.tenfold.local.asl.WorkflowParser;
import io.tenfold.local.asl.execution.State;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.ToleratedFailure;
import io.tenfold.local.asl.jsonata.Template;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** A Map or Parallel that runs nothing, and has its mock for a result. */
record MockedContainer(StateType real, StateTrial trial) implements StateType {
  @Override
  public String name() {
    return real.name();
  }

  @Override
  public State parse(Fields fields, WorkflowParser workflows) {
    State state = trial.readWithin(() -> real.parse(fields, workflows));
    if (!fields.isRight()) {
      return state; // and refused, before a mock that does not fit it
    }
    return name().equals("Map") ? map(fields) : parallel(fields);
  }

  private State parallel(Fields fields) {
    int branches = fields.array("Branches").size();
    if (result() instanceof List<?> outputs && outputs.size() != branches) {
      throw new TrialRefused(
          "Mocked result must contain the same number of items as number of Parallel branches.");
    }
    requireArray();
    Template arguments = fields.template("Arguments");
    Exit exit = Exit.of(fields);
    return FaultTolerance.of(trial)
        .of(
            fields,
            context -> {
              if (arguments != null) {
                trial.inspect("afterArguments", context.evaluate(arguments));
              }
              return exit.leave(context, trial.mocked());
            });
  }

  private State map(Fields fields) {
    if (!fields.has("ResultWriter")) {
      requireArray();
    } else if (result() != null && !(result() instanceof Map)) {
      throw new TrialRefused("Mocked result must be a JSON object.");
    }
    if (fields.has("ItemReader") && trial.request().itemReaderData() == null) {
      throw new TrialRefused(
          "ItemReader data must be specified when testing a Map state with ItemReader specified.");
    }
    BiFunction<StateContext, String, Map<String, Object>> items = trial.itemsOf(fields);
    Template concurrency = InlineMap.maxConcurrency(fields);
    ToleranceFields tolerance = ToleranceFields.of(fields);
    Exit exit = Exit.of(fields);
    boolean ofInput = fields.language() == QueryLanguage.JSON_PATH && !fields.has("ItemReader");
    return FaultTolerance.of(trial)
        .of(
            fields,
            context -> {
              if (ofInput) {
                trial.inspect("afterItemsPath", InlineMap.inputOf(context));
              }
              Map<String, Object> made = items.apply(context, trial.request().itemReaderData());
              int iterations = (Integer) made.remove("iterations");
              made.forEach(trial::inspect);
              trial.inspect(
                  "maxConcurrency", concurrency == null ? 0 : context.evaluate(concurrency));
              Object result = mapped(context, tolerance, iterations);
              return exit.leave(context, result);
            });
  }

  private Object mapped(StateContext context, ToleranceFields tolerance, int iterations) {
    ToleratedFailure tolerated = tolerance.evaluate(context);
    if (tolerated.count() != null) {
      trial.inspect("toleratedFailureCount", tolerated.count());
    }
    if (tolerated.percentage() != null) {
      trial.inspect("toleratedFailurePercentage", tolerated.percentage());
    }
    Object result = trial.mocked();
    long failed = trial.request().failedIterations();
    if (failed > iterations) {
      throw new TrialRefused(
          "Map iteration failure count must be less than or equal to the number of Map iterations");
    }
    int all = result instanceof List<?> outputs ? outputs.size() : 0;
    if (tolerance.given() && tolerated.exceeded(failed, all)) {
      throw ToleratedFailure.tooManyFailed();
    }
    if (result instanceof List && all != iterations) {
      throw new TrialRefused("Input array does not equal the mocked result array's size");
    }
    return result;
  }

  private Object result() {
    return trial.request().mock().result();
  }

  private void requireArray() {
    if (trial.request().mock().error() == null && !(result() instanceof List)) {
      throw new TrialRefused("Mocked result must be an array.");
    }
  }
}
