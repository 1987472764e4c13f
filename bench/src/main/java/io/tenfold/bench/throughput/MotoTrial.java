package io.tenfold.bench.throughput;

import io.tenfold.bench.BenchFailure;
import io.tenfold.bench.Machine;
import io.tenfold.local.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Measures moto's Step Functions interpreter on the Distributed Map that it can run: JSONPath,
 * STANDARD children, and a Pass state where Tenfold's workflow invokes its function.
 */
final class MotoTrial {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** What moto needed for this many records, and the machine's load average before. */
  record Result(int records, double seconds, double loadBefore) {

    double recordsPerSecond() {
      return records / seconds;
    }

    Map<String, Object> toJson() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("candidate", "moto");
      json.put("records", records);
      json.put("recordsPerSecond", recordsPerSecond());
      json.put("seconds", seconds);
      json.put("loadBefore", loadBefore);
      return json;
    }
  }

  private final MotoServer moto;
  private final Orders orders;
  private final Path work;

  MotoTrial(MotoServer moto, Orders orders, Path work) {
    this.moto = moto;
    this.orders = orders;
    this.work = work;
  }

  /**
   * Runs a small map first, so that moto has loaded what it needs, and then the one that counts.
   *
   * @throws BenchFailure if a map did not succeed with all its records
   */
  Result run(int records) throws IOException, InterruptedException {
    double load = Machine.load();
    execute(WorkflowBatch.CONCURRENCY);
    return new Result(records, execute(records), load);
  }

  private static String definition() throws IOException {
    try (InputStream in = MotoTrial.class.getResourceAsStream("moto.asl.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Makes the machine and returns its ARN. */
  private String machine() throws IOException, InterruptedException {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("name", "bench");
    machine.put("definition", definition());
    machine.put("roleArn", "arn:aws:iam::123456789012:role/bench");
    return (String) call("CreateStateMachine", machine).get("stateMachineArn");
  }

  private double execute(int records) throws IOException, InterruptedException {
    // moto 5.2.1 refuses a second execution: it tries to copy the first one's locks.
    moto.reset();
    moto.put("/bench", BodyPublishers.noBody());
    Path file = work.resolve("moto.json");
    orders.write(file, records);
    moto.put("/bench/records.json", BodyPublishers.ofFile(file));
    String machine = machine();
    long start = System.nanoTime();
    Map<?, ?> started =
        call("StartExecution", Map.of("stateMachineArn", machine, "name", "run", "input", "{}"));
    Map<String, Object> execution = Map.of("executionArn", started.get("executionArn"));
    Map<?, ?> described = call("DescribeExecution", execution);
    while (described.get("status").equals("RUNNING")) {
      if (System.nanoTime() - start > LIMIT.toNanos()) {
        throw new BenchFailure("moto takes longer than " + LIMIT.toSeconds() + " s");
      }
      Thread.sleep(PAUSE.toMillis());
      described = call("DescribeExecution", execution);
    }
    if (!described.get("status").equals("SUCCEEDED")) {
      throw new BenchFailure("moto's execution did not succeed: " + described);
    }
    // moto's own times have no polling in them.
    double seconds = number(described, "stopDate") - number(described, "startDate");
    checkCounts((Map<?, ?>) Json.parse((String) described.get("output")), records);
    return seconds;
  }

  private void checkCounts(Map<?, ?> output, int records) throws IOException, InterruptedException {
    Map<?, ?> run = call("DescribeMapRun", Map.of("mapRunArn", output.get("MapRunArn")));
    double succeeded = number((Map<?, ?>) run.get("itemCounts"), "succeeded");
    if (succeeded != records) {
      throw new BenchFailure("moto ran " + succeeded + " of " + records + " records");
    }
  }

  private Map<?, ?> call(String action, Map<String, Object> input)
      throws IOException, InterruptedException {
    return (Map<?, ?>) Json.parse(moto.stepFunctions(action, Json.write(input)));
  }

  private static double number(Map<?, ?> json, String field) {
    return ((Number) json.get(field)).doubleValue();
  }
}
