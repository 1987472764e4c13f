package io.tenfold.local.aws.sfn;

import io.tenfold.local.aws.sfn.request.Page;
import io.tenfold.local.aws.sfn.request.Parameters;
import io.tenfold.local.aws.sfn.request.Timestamp;
import io.tenfold.local.map.result.BatchInput;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import io.tenfold.local.map.run.MapRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * ListExecutions of a Map Run: its children as the results have them, once the run has ended; those
 * of a run that goes on are not kept anywhere to be listed.
 */
final class ChildExecutionList {
  private ChildExecutionList() {}

  static Map<String, Object> of(Parameters input, RegionalMachines machines) {
    MapRun run = MapRunActions.find(input, machines);
    String status = ExecutionActions.statusFilter(input);
    List<ChildExecution> children = new ArrayList<>();
    if (run.results() != null) {
      ResultFiles results =
          new ResultFiles(machines.store(), run.results().bucket(), run.results().key());
      for (ResultGroup group : List.of(ResultGroup.SUCCEEDED, ResultGroup.FAILED)) {
        results.forEachChild(
            group,
            child -> {
              if (status == null || status.equals(child.status())) {
                children.add(child);
              }
            });
      }
    }
    return Page.of(
        "executions",
        input,
        children,
        ChildExecution::executionArn,
        child -> {
          Map<String, Object> item = new LinkedHashMap<>();
          item.put("executionArn", child.executionArn());
          item.put("stateMachineArn", child.stateMachineArn());
          item.put("name", child.name());
          item.put("status", child.status());
          item.put("startDate", Timestamp.of(child.startDate()));
          item.put("stopDate", Timestamp.of(child.stopDate()));
          item.put("mapRunArn", run.arn());
          List<?> batch = BatchInput.items(child.inputJson());
          if (batch != null) {
            item.put("itemCount", batch.size());
          }
          item.put("redriveCount", child.redriveCount());
          return item;
        });
  }
}
