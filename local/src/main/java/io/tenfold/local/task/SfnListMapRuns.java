package io.tenfold.local.task;

import io.tenfold.local.arn.MapRunArn;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.map.run.MapRun;
import io.tenfold.local.map.run.MapRuns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code aws-sdk:sfn:listMapRuns}: {@code {"ExecutionArn"}} to the runs that execution started, the
 * only way to a Map Run's ARN once the Map has failed.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListMapRuns.html">ListMapRuns</a>
 */
public final class SfnListMapRuns implements TaskIntegration {
  private final MapRuns runs;

  /** Takes the runs to be listed. */
  public SfnListMapRuns(MapRuns runs) {
    this.runs = runs;
  }

  @Override
  public String resource() {
    return "aws-sdk:sfn:listMapRuns";
  }

  @Override
  public Set<String> required() {
    return Set.of("ExecutionArn");
  }

  @Override
  public Set<String> texts() {
    return Set.of("ExecutionArn");
  }

  @Override
  public Object call(Map<String, Object> arguments, StateContext context) {
    List<Object> list = new ArrayList<>();
    for (MapRun run : runs.startedBy((String) arguments.get("ExecutionArn"))) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("ExecutionArn", run.executionArn());
      item.put("MapRunArn", run.arn());
      item.put("StateMachineArn", MapRunArn.parse(run.arn()).workflow().toString());
      item.put("StartDate", SfnDescribeMapRun.text(run.startDate()));
      if (run.stopDate() != null) {
        item.put("StopDate", SfnDescribeMapRun.text(run.stopDate()));
      }
      list.add(item);
    }
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("MapRuns", list);
    return response;
  }
}
