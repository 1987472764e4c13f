package io.tenfold.local.task;

import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.map.run.MapRun;
import io.tenfold.local.map.run.MapRuns;
import io.tenfold.local.port.ServiceException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * {@code aws-sdk:sfn:describeMapRun}: {@code {"MapRunArn"}} to the run's status and counts, in the
 * PascalCase of SDK integrations.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html">DescribeMapRun</a>
 */
public final class SfnDescribeMapRun implements TaskIntegration {
  private final MapRuns runs;

  /** Takes the runs to be described. */
  public SfnDescribeMapRun(MapRuns runs) {
    this.runs = runs;
  }

  @Override
  public String resource() {
    return "aws-sdk:sfn:describeMapRun";
  }

  @Override
  public Set<String> required() {
    return Set.of("MapRunArn");
  }

  @Override
  public Set<String> texts() {
    return Set.of("MapRunArn");
  }

  @Override
  public Object call(Map<String, Object> arguments, StateContext context) {
    String arn = (String) arguments.get("MapRunArn");
    MapRun run =
        runs.find(arn)
            .orElseThrow(
                () ->
                    new ServiceException(
                        "Sfn.ResourceNotFoundException", "There is no Map Run " + arn));
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("MapRunArn", run.arn());
    response.put("ExecutionArn", run.executionArn());
    response.put("Status", run.status().name());
    response.put("StartDate", text(run.startDate()));
    if (run.stopDate() != null) {
      response.put("StopDate", text(run.stopDate()));
    }
    response.put("MaxConcurrency", run.maxConcurrency());
    response.put("ToleratedFailurePercentage", orZero(run.toleratedFailure().percentage()));
    response.put("ToleratedFailureCount", orZero(run.toleratedFailure().count()));
    response.put("ItemCounts", pascalCase(run.itemCounts().json()));
    response.put("ExecutionCounts", pascalCase(run.executionCounts()));
    response.put("RedriveCount", run.redriveCount());
    if (run.redriveDate() != null) {
      response.put("RedriveDate", text(run.redriveDate()));
    }
    return response;
  }

  private static Map<String, Object> pascalCase(Map<String, Object> fields) {
    Map<String, Object> renamed = new LinkedHashMap<>();
    fields.forEach(
        (name, value) ->
            renamed.put(Character.toUpperCase(name.charAt(0)) + name.substring(1), value));
    return renamed;
  }

  static String text(Instant time) {
    return time == null ? null : time.toString();
  }

  private static Number orZero(Number number) {
    return number == null ? 0 : number;
  }
}
