package io.tenfold.local.asl;

import io.tenfold.local.asl.execution.Branches;
import io.tenfold.local.asl.execution.Branching;
import io.tenfold.local.asl.execution.State;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.Workflow;
import io.tenfold.local.asl.jsonata.Template;
import java.util.List;
import java.util.Map;

/**
 * Parallel: runs its branches side by side on the same input and has their outputs as its result.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html">Parallel
 *     state</a>
 */
public final class ParallelState implements StateType {
  private final FaultTolerance faultTolerance;

  /** Takes Retry and Catch. */
  public ParallelState(FaultTolerance faultTolerance) {
    this.faultTolerance = faultTolerance;
  }

  @Override
  public String name() {
    return "Parallel";
  }

  @Override
  public State parse(Fields fields, WorkflowParser workflows) {
    List<Workflow> branches =
        fields.entries(
            "Branches",
            fields.filledArray("Branches"),
            "A branch",
            (branch, place) -> workflows.parse(branch));
    Template arguments = fields.template("Arguments");
    Exit exit = Exit.of(fields);
    return faultTolerance.of(
        fields, context -> exit.leave(context, run(branches, arguments, context)));
  }

  private static Object run(List<Workflow> branches, Template arguments, StateContext context)
      throws InterruptedException {
    Object input =
        context.kept() instanceof Branching before
            ? before.of()
            : arguments == null ? context.input() : context.evaluate(arguments);
    return ContainerEvents.around(
        context,
        "Parallel",
        started -> Branching.of(input, branches.size(), started),
        Map.of(),
        kept ->
            Branches.run(
                context.execution(),
                kept.branches(),
                branches.size(),
                (i, branch) ->
                    (execution, progress) ->
                        branches
                            .get(i)
                            .run(
                                execution,
                                context.scope().inner(),
                                input,
                                context.mapContext(),
                                progress)));
  }
}
