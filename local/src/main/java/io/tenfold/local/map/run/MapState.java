package io.tenfold.local.map.run;

import io.tenfold.local.asl.Exit;
import io.tenfold.local.asl.FaultTolerance;
import io.tenfold.local.asl.Fields;
import io.tenfold.local.asl.InlineMap;
import io.tenfold.local.asl.QueryLanguage;
import io.tenfold.local.asl.StateType;
import io.tenfold.local.asl.WorkflowParser;
import io.tenfold.local.asl.execution.State;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TimeLimits;
import io.tenfold.local.asl.execution.Workflow;
import io.tenfold.local.port.ObjectStore;

/**
 * Map: runs a workflow once per item, inline or as child executions.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/state-map.html">Map state</a>
 */
public final class MapState implements StateType {
  /** A Map that runs all its items and returns its result. */
  @FunctionalInterface
  private interface Items {
    Object run(StateContext context) throws InterruptedException;
  }

  private final ObjectStore store;
  private final MapRuns runs;
  private final TimeLimits timeLimits;
  private final FaultTolerance faultTolerance;

  /** Takes where items are read and results written, the register of runs, and Retry and Catch. */
  public MapState(
      ObjectStore store, MapRuns runs, TimeLimits timeLimits, FaultTolerance faultTolerance) {
    this.store = store;
    this.runs = runs;
    this.timeLimits = timeLimits;
    this.faultTolerance = faultTolerance;
  }

  @Override
  public String name() {
    return "Map";
  }

  @Override
  public State parse(Fields fields, WorkflowParser workflows) {
    // What ItemProcessor was called before there was JSONata.
    boolean former = fields.language() == QueryLanguage.JSON_PATH && !fields.has("ItemProcessor");
    Fields processor =
        former && fields.has("Iterator")
            ? fields.object("Iterator")
            : fields.requiredObject("ItemProcessor");
    Fields config = processor.object("ProcessorConfig");
    String mode = config == null ? null : config.text("Mode");
    String executionType = config == null ? null : config.text("ExecutionType");
    if (config != null) {
      config.finish();
    }
    processor.take("Comment");
    Workflow workflow = workflows.parse(processor);
    processor.finish();
    Items items;
    if (mode == null || mode.equals("INLINE")) {
      if (executionType != null) {
        throw config.wrong("ExecutionType", "belongs to the mode DISTRIBUTED");
      }
      items = InlineMap.of(fields, workflow)::run;
    } else if (mode.equals("DISTRIBUTED")) {
      if (!"EXPRESS".equals(executionType) && !"STANDARD".equals(executionType)) {
        throw config.wrong("ExecutionType", "must be EXPRESS or STANDARD");
      }
      items =
          DistributedMap.of(
                  fields, workflow, executionType.equals("EXPRESS"), store, runs, timeLimits)
              ::run;
    } else {
      throw config.wrong("Mode", "must be INLINE or DISTRIBUTED");
    }
    Exit exit = Exit.of(fields);
    return faultTolerance.of(fields, context -> exit.leave(context, items.run(context)));
  }
}
