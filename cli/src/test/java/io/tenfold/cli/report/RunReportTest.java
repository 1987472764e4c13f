package io.tenfold.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.cli.InProcess;
import io.tenfold.cli.TestFunction;
import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.batch.embedded.EmbeddedBatches;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.json.Json;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report says of runs that were run. */
class RunReportTest {
  @TempDir Path folder;

  private InProcess tenfold(String... words) {
    String[] all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--folder";
    all[words.length + 1] = folder.resolve("work").toString();
    return InProcess.run(all);
  }

  private Map<?, ?> report(String run) {
    InProcess report = tenfold("report", "--local", run, "--json");
    assertThat(report.code()).as(report.err()).isZero();
    return (Map<?, ?>) Json.parse(report.out());
  }

  private static Map<?, ?> object(Object json) {
    return (Map<?, ?>) json;
  }

  private static List<?> list(Object json) {
    return (List<?>) json;
  }

  @Test
  void aRunAndItsRetryAreOneChainAndSayWhatRanThem() throws Exception {
    String function = TestFunction.packageIn(folder.resolve("function")).toString();
    Path file =
        Files.writeString(
            folder.resolve("r.json"),
            "[{\"id\": 0}, {\"fail\": \"Bad\"}, {\"id\": 2}, {\"fail\": \"Bad\"}, {\"id\": 4}]");
    tenfold("run", "--function", function, "--memory", "384", file.toString());
    String first = object(report("last").get("run")).get("name").toString();
    tenfold("retry", "--local", "--function", function, "--tolerate", "100", "last");

    Map<?, ?> retry = report("last");
    assertThat(object(retry.get("run")).get("name")).isNotEqualTo(first);
    List<?> chain = list(retry.get("chain"));
    assertThat(chain).hasSize(2).isEqualTo(list(report(first).get("chain")));
    assertThat(object(chain.get(0)).get("name")).isEqualTo(first);
    assertThat(object(chain.get(0)).get("total")).isEqualTo(5);
    assertThat(object(chain.get(0)).get("succeeded")).isEqualTo(3);
    assertThat(object(chain.get(1)).get("total")).isEqualTo(2);
    assertThat(object(chain.get(1)).get("failed")).isEqualTo(2);

    Map<?, ?> report = report(first);
    assertThat(object(report.get("function")).get("memoryMegabytes")).isEqualTo(384);
    assertThat(object(report.get("function")).get("package").toString()).startsWith(function);
    assertThat(object(object(report.get("workflow")).get("visits")).keySet().toString())
        .isEqualTo("[CheckInput, IsInputValid, ProcessRecords, Tally, RecordsProcessed]");
    Map<?, ?> group = object(list(report.get("groups")).get(0));
    assertThat(group.get("count")).isEqualTo(2);
    assertThat(group.get("firstIndex")).isEqualTo(1);
    assertThat(Json.parse(group.get("record").toString())).isEqualTo(Map.of("fail", "Bad"));
    assertThat(object(report.get("cost")).get("basis").toString()).contains("384 MB, arm64");
    assertThat(list(report.get("commands")).toString())
        .contains("tenfold failures " + first + " --group --local --folder ")
        .contains("tenfold retry " + first);

    // A report does not depend on what it draws the workflow of.
    Files.writeString(
        folder.resolve("work").resolve("executions").resolve(first + ".workflow"),
        "{\"states\": 7}");
    assertThat(report(first).get("workflow")).isNull();
    assertThat(object(report(first).get("counts"))).isEqualTo(object(report.get("counts")));
  }

  @Test
  void aRunNamedByItsArnNeedsNothingElseOfItsStack() throws Exception {
    Path function = TestFunction.packageIn(folder.resolve("function"));
    Path file = Files.writeString(folder.resolve("r.json"), "[{\"id\": 0}]");
    tenfold("run", "--function", function.toString(), file.toString());
    Map<?, ?> run = object(report("last").get("run"));

    try (EmbeddedBatches there =
        new EmbeddedBatches(folder.resolve("work"), () -> null, warning -> {})) {
      Batches here =
          (Batches)
              Proxy.newProxyInstance(
                  Batches.class.getClassLoader(),
                  new Class<?>[] {Batches.class},
                  (proxy, method, words) -> {
                    if (method.getName().equals("stack")) {
                      throw new UserError("There is no folder terraform");
                    }
                    return method.invoke(there, words);
                  });
      Map<?, ?> report =
          object(Json.parse(new RunReport(here).of(run.get("arn").toString()).text()));
      assertThat(object(report.get("counts"))).isNotEmpty();
      String input = object(report.get("run")).get("input").toString();
      assertThat(run.get("input").toString()).endsWith(input).isNotEqualTo(input);
    }
  }
}
