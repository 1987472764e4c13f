package io.tenfold.local.aws.sfn;

import io.tenfold.local.arn.MapRunArn;
import io.tenfold.local.asl.execution.ToleratedFailure;
import io.tenfold.local.aws.sfn.request.ApiException;
import io.tenfold.local.aws.sfn.request.Page;
import io.tenfold.local.aws.sfn.request.Parameters;
import io.tenfold.local.aws.sfn.request.Timestamp;
import io.tenfold.local.aws.sfn.request.ValidArn;
import io.tenfold.local.map.run.MapRun;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * ListMapRuns, DescribeMapRun and UpdateMapRun.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html">DescribeMapRun</a>
 */
final class MapRunActions {
  /** The engine's own limit, where Step Functions has 10,000. */
  private static final int MOST_CONCURRENT = 1_000;

  private MapRunActions() {}

  static void register(Map<String, Action> actions) {
    actions.put("ListMapRuns", MapRunActions::list);
    actions.put("DescribeMapRun", MapRunActions::describe);
    actions.put("UpdateMapRun", MapRunActions::update);
  }

  static MapRun find(Parameters input, RegionalMachines machines) {
    String arn = input.requiredText("mapRunArn");
    ValidArn.of(arn, MapRunArn::parse);
    return machines
        .engine()
        .mapRuns()
        .find(arn)
        .orElseThrow(
            () -> new ApiException("ResourceNotFound", "Resource not found: '" + arn + "'"));
  }

  private static Map<String, Object> list(Parameters input, RegionalMachines machines) {
    MachineRun run = machines.run(input.requiredText("executionArn"));
    return Page.of(
        "mapRuns",
        input,
        machines.engine().mapRuns().startedBy(run.current().arn()),
        MapRun::arn,
        mapRun -> {
          Map<String, Object> item = new LinkedHashMap<>();
          item.put("executionArn", mapRun.executionArn());
          item.put("mapRunArn", mapRun.arn());
          item.put("stateMachineArn", MapRunArn.parse(mapRun.arn()).workflow().toString());
          item.put("startDate", Timestamp.of(mapRun.startDate()));
          Instant stopped = mapRun.stopDate();
          if (stopped != null) {
            item.put("stopDate", Timestamp.of(stopped));
          }
          return item;
        });
  }

  private static Map<String, Object> describe(Parameters input, RegionalMachines machines) {
    MapRun run = find(input, machines);
    MapRun.Status status = run.status();
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("mapRunArn", run.arn());
    output.put("executionArn", run.executionArn());
    output.put("status", status.name());
    output.put("startDate", Timestamp.of(run.startDate()));
    // A redrive may begin meanwhile.
    Instant stopped = run.stopDate();
    if (status != MapRun.Status.RUNNING && stopped != null) {
      output.put("stopDate", Timestamp.of(stopped));
    }
    output.put("maxConcurrency", run.maxConcurrency());
    ToleratedFailure tolerated = run.toleratedFailure();
    output.put(
        "toleratedFailurePercentage", tolerated.percentage() == null ? 0 : tolerated.percentage());
    output.put("toleratedFailureCount", tolerated.count() == null ? 0 : tolerated.count());
    output.put("itemCounts", run.itemCounts().json());
    output.put("executionCounts", run.executionCounts());
    output.put("redriveCount", run.redriveCount());
    if (run.redriveDate() != null) {
      output.put("redriveDate", Timestamp.of(run.redriveDate()));
    }
    return output;
  }

  private static Map<String, Object> update(Parameters input, RegionalMachines machines) {
    MapRun run = find(input, machines);
    if (run.status() != MapRun.Status.RUNNING) {
      throw ApiException.validation("The Map Run is " + run.status() + " and cannot be updated");
    }
    Integer concurrency = input.integer("maxConcurrency", 0, Integer.MAX_VALUE);
    Number percentage = input.number("toleratedFailurePercentage");
    Number count = input.number("toleratedFailureCount");
    int most =
        concurrency == null
            ? run.maxConcurrency()
            : concurrency == 0 ? MOST_CONCURRENT : Math.min(MOST_CONCURRENT, concurrency);
    try {
      ToleratedFailure before = run.toleratedFailure();
      run.update(
          most,
          ToleratedFailure.of(
              percentage == null ? before.percentage() : percentage,
              count == null ? before.count() : count));
    } catch (IllegalArgumentException e) {
      throw ApiException.validation(e.getMessage());
    }
    return Map.of();
  }
}
