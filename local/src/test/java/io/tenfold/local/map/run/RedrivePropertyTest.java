package io.tenfold.local.map.run;

import static io.tenfold.local.asl.TestEngine.failed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.ExecutionOutcome;
import io.tenfold.local.StartedExecution;
import io.tenfold.local.asl.TestEngine;
import io.tenfold.local.asl.execution.ExecutionHistory;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ResultGroup;
import io.tenfold.local.port.FunctionInvoker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Machines that a seed makes up, of Tasks, Parallels and Maps of either mode, whose tasks fail now
 * and then and that are stopped now and then, are redriven until they succeed: then all is as if
 * nothing had failed, and nothing that had succeeded ran again. {@code -Dtenfold.redrives=500}
 * tries that many machines.
 */
@Timeout(120)
class RedrivePropertyTest {
  private static final int MOST_REDRIVES = 400;
  private static final int DEEPEST = 2;

  @TempDir Path folder;

  static LongStream seeds() {
    return LongStream.range(0, Integer.getInteger("tenfold.redrives", 40));
  }

  /** Makes a machine up; every Task has an id of its own in every iteration. */
  private static final class Machine {
    private final Random random;
    private int states;
    private int distributed;

    Machine(Random random) {
      this.random = random;
    }

    String definition() {
      return "{\"QueryLanguage\": \"JSONata\", " + workflow(0, true) + "}";
    }

    private String workflow(int depth, boolean mayDistribute) {
      int count = 1 + random.nextInt(3);
      List<String> names = new ArrayList<>();
      List<String> bodies = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        names.add("S" + states++);
        bodies.add(state(names.get(i), depth, mayDistribute));
      }
      StringBuilder text =
          new StringBuilder("\"StartAt\": \"" + names.get(0) + "\", \"States\": {");
      for (int i = 0; i < count; i++) {
        text.append(i == 0 ? "" : ", ").append('"').append(names.get(i)).append("\": {");
        text.append(bodies.get(i));
        text.append(i == count - 1 ? "\"End\": true}" : "\"Next\": \"" + names.get(i + 1) + "\"}");
      }
      return text.append('}').toString();
    }

    private String state(String name, int depth, boolean mayDistribute) {
      int kind = depth >= DEEPEST ? 0 : random.nextInt(mayDistribute ? 5 : 4);
      return switch (kind) {
        case 2 -> parallel(depth, mayDistribute);
        case 3 -> map(name, depth, false);
        case 4 -> map(name, depth, true);
        default -> task(name);
      };
    }

    private String task(String name) {
      return """
      "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
      "Arguments": {"FunctionName": "f", "Payload": {"id": "{%% $states.input.p & '/%s' %%}"}},
      "Output": {"p": "{%% $states.input.p %%}",
        "r": "{%% [$states.input.r, $states.result.Payload.id] %%}"}, %s
      """
          .formatted(
              name,
              random.nextInt(4) == 0
                  ? "\"Retry\": [{\"ErrorEquals\": [\"States.ALL\"], \"MaxAttempts\": 1}],"
                  : "");
    }

    private static final String OUTPUT =
        "\"Output\": {\"p\": \"{% $states.input.p %}\", \"r\": [\"{% $states.input.r %}\","
            + " \"{% RESULT %}\"]}, ";

    private String parallel(int depth, boolean mayDistribute) {
      List<String> branches = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(3); i++) {
        branches.add("{" + workflow(depth + 1, mayDistribute) + "}");
      }
      return "\"Type\": \"Parallel\", \"Branches\": "
          + branches
          + ", "
          + OUTPUT.replace("RESULT", "$states.result");
    }

    private String map(String name, int depth, boolean distribute) {
      boolean express = distribute && random.nextBoolean();
      boolean writes = distribute && random.nextBoolean();
      if (distribute) {
        distributed++;
      }
      return "\"Type\": \"Map\", \"Items\": "
          + IntStream.range(0, 1 + random.nextInt(5)).boxed().toList()
          + ", \"MaxConcurrency\": "
          + (1 + random.nextInt(3))
          + ", \"ItemSelector\": {\"p\": \"{% $states.input.p & '/"
          + name
          + ".' & $string($states.context.Map.Item.Index) %}\", \"r\": []}, \"ItemProcessor\": {"
          + (distribute
              ? "\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \""
                  + (express ? "EXPRESS" : "STANDARD")
                  + "\"}, "
              : "")
          // Within a child no other Map Run: it would be the same state's, once for each child.
          // An EXPRESS child begins anew each time: of many tasks it would never succeed.
          + workflow(express ? DEEPEST : depth + 1, false)
          + "}, "
          + (writes
              ? "\"ResultWriter\": {\"Resource\": \"arn:aws:states:::s3:putObject\","
                  + " \"Arguments\": {\"Bucket\": \"batch\", \"Prefix\": \"results\"}}, "
              : "")
          + OUTPUT.replace("RESULT", writes ? "'written'" : "$states.result");
    }
  }

  /** Fails now and then, and notes calls for what had succeeded. */
  private static final class Function implements FunctionInvoker {
    private final Random random;
    private final boolean stops;
    final Set<String> done = ConcurrentHashMap.newKeySet();
    final Set<String> ranAgain = ConcurrentHashMap.newKeySet();
    volatile StartedExecution execution;

    Function(Random random, boolean stops) {
      this.random = random;
      this.stops = stops;
    }

    @Override
    public Result invoke(String name, byte[] payload) throws InterruptedException {
      String id = (String) ((Map<?, ?>) Json.parse(payload)).get("id");
      for (int at = id.lastIndexOf('/'); at > 0; at = id.lastIndexOf('/', at - 1)) {
        if (done.contains(id.substring(0, at))) {
          ranAgain.add(id);
        }
      }
      int chance;
      synchronized (random) {
        chance = random.nextInt(100);
      }
      if (chance < 20) {
        return failed("Wrong");
      }
      if (stops && chance > 96 && execution != null) {
        execution.stop("", "");
      }
      if (chance > 80) {
        Thread.sleep(1);
      }
      return new Returned(payload);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsRedrivenUntilItSucceedsIsAsIfNothingHadFailed(long seed) throws Exception {
    Machine machine = new Machine(new Random(seed));
    String definition = machine.definition();
    String input = "{\"p\": \"\", \"r\": []}";
    String undisturbed;
    try (TestEngine engine = new TestEngine(folder.resolve("undisturbed"), TestEngine.echo())) {
      undisturbed = engine.output(definition, input);
    }
    Function function = new Function(new Random(seed), seed % 3 == 0);
    try (TestEngine engine = new TestEngine(folder.resolve("disturbed"), function)) {
      StartedExecution execution = engine.start(definition, Json.parse(input));
      function.execution = execution;
      ExecutionOutcome outcome = execution.outcome().get(30, TimeUnit.SECONDS);
      for (int i = 0; !(outcome instanceof ExecutionOutcome.Succeeded); i++) {
        assertThat(i).as("redrives of %s", definition).isLessThan(MOST_REDRIVES);
        engine.mapRuns().forEach(run -> account(engine, run, function.done));
        execution = execution.redrive();
        function.execution = execution;
        outcome = execution.outcome().get(30, TimeUnit.SECONDS);
      }
      engine.mapRuns().forEach(run -> account(engine, run, function.done));
      assertThat(Json.write(((ExecutionOutcome.Succeeded) outcome).output()))
          .as(definition)
          .isEqualTo(undisturbed);
      assertThat(function.ranAgain).as(definition).isEmpty();
      assertThat(engine.mapRuns()).as(definition).hasSize(machine.distributed);
      assertNoneScheduledAfterItsEnd(execution);
    }
  }

  /** Checks that a Map Run's results have every item once, and notes what has succeeded. */
  private static void account(TestEngine engine, MapRun run, Set<String> done) {
    MapRun.ItemCounts counts = run.itemCounts();
    assertThat(counts.running() + counts.pendingRedrive()).isZero();
    if (run.results() == null) {
      return;
    }
    Set<String> names = new HashSet<>();
    long[] sizes = new long[ResultGroup.values().length];
    for (ResultGroup group : ResultGroup.values()) {
      for (ChildExecution child : engine.children(run, group)) {
        assertThat(names.add(child.name())).isTrue();
        sizes[group.ordinal()]++;
        if (group == ResultGroup.SUCCEEDED) {
          done.add((String) ((Map<?, ?>) Json.parse(child.inputJson())).get("p"));
        }
      }
    }
    assertThat(names).hasSize((int) counts.total());
    assertThat(sizes).containsExactly(counts.succeeded(), counts.unsuccessful(), counts.pending());
  }

  private static void assertNoneScheduledAfterItsEnd(StartedExecution execution) {
    Set<String> exited = new HashSet<>();
    for (ExecutionHistory.Event event : execution.history()) {
      if (event.type().equals("TaskScheduled")) {
        Map<?, ?> parameters = (Map<?, ?>) event.details().get("parameters");
        assertThat(exited)
            .doesNotContain((String) ((Map<?, ?>) parameters.get("Payload")).get("id"));
      } else if (event.type().equals("TaskStateExited")) {
        Map<?, ?> output = (Map<?, ?>) event.details().get("output");
        assertThat(exited.add(output.get("p") + "/" + event.details().get("name"))).isTrue();
      }
    }
  }
}
