package io.tenfold.local.map.run;

import io.tenfold.local.asl.Exit;
import io.tenfold.local.asl.FaultTolerance;
import io.tenfold.local.asl.Fields;
import io.tenfold.local.asl.InlineMap;
import io.tenfold.local.asl.StateType;
import io.tenfold.local.asl.WorkflowParser;
import io.tenfold.local.asl.execution.State;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TimeLimits;
import io.tenfold.local.asl.execution.Workflow;
import io.tenfold.local.port.ObjectStore;
import java.util.List;

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
    fields.requireOne("ItemProcessor", "Iterator");
    Workflow workflow = null;
    boolean inline = false; // which has fewer fields: what can't be told is taken for the other
    boolean express = false;
    // What ItemProcessor was called before there were Distributed Maps.
    for (String name : List.of("ItemProcessor", "Iterator")) {
      Fields processor = fields.object(name);
      if (processor != null) {
        Fields config = processor.object("ProcessorConfig");
        inline = config == null ? !processor.has("ProcessorConfig") : isInline(config);
        express = config != null && isExpress(config, inline);
        processor.take("Comment");
        workflow = workflows.parse(processor);
        processor.finish();
      }
    }
    Items items =
        inline
            ? InlineMap.of(fields, workflow)::run
            : DistributedMap.of(fields, workflow, express, store, runs, timeLimits)::run;
    Exit exit = Exit.of(fields);
    return faultTolerance.of(fields, context -> exit.leave(context, items.run(context)));
  }

  private static boolean isInline(Fields config) {
    String mode = config.oneOf("Mode", "INLINE", "DISTRIBUTED");
    return mode == null ? !config.has("Mode") : mode.equals("INLINE");
  }

  private static boolean isExpress(Fields config, boolean inline) {
    String type = null;
    if (!inline) {
      if (!config.isFaulty("Mode")) {
        config.require("ExecutionType");
      }
      type = config.oneOf("ExecutionType", "STANDARD", "EXPRESS");
    }
    config.finish();
    return "EXPRESS".equals(type);
  }
}
