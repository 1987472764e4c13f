package io.tenfold.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.cli.TestRuns;
import io.tenfold.cli.console.Progress;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.map.run.MapRun;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchTest {
  private final Deque<Object> answers = new ArrayDeque<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<MapRun.ItemCounts> shown = new ArrayList<>();
  private MapRun.ItemCounts counts;

  private static Batches.MapRunState mapRun(MapRun.ItemCounts counts) {
    return new Batches.MapRunState("arn", "RUNNING", counts, 10, 50, Instant.EPOCH, null, null);
  }

  /** Batches of which one run is described, as the answers say. */
  private Batches batches() {
    return (Batches)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Batches.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "mapRun":
                  return Optional.ofNullable(counts).map(WatchTest::mapRun);
                case "runsHere":
                  return false;
                default:
              }
              Object answer = answers.size() > 1 ? answers.poll() : answers.peek();
              if (answer instanceof UserError fault) {
                throw fault;
              }
              return TestRuns.run("run", (String) answer, Map.of());
            });
  }

  private void watch() throws InterruptedException {
    new Watch(batches(), pauses::add, notes::add)
        .untilEnd(
            "arn",
            new Progress() {
              @Override
              public void show(MapRun.ItemCounts counts) {
                shown.add(counts);
              }

              @Override
              public void close() {}
            });
  }

  @Test
  void aRunThatIsOverIsNotWaitedFor() throws InterruptedException {
    answers.add("FAILED");
    watch();
    assertThat(pauses).isEmpty();
  }

  @Test
  void nothingIsShownAsRunningInARunThatHasEnded() throws InterruptedException {
    counts = new MapRun.ItemCounts(5, 2, 3, 0, 0, 0, 10, 3, 0);
    answers.addAll(List.of("RUNNING", "FAILED"));
    watch();
    assertThat(shown).containsExactly(counts);
  }

  @Test
  void twoSecondsAreBetweenTwoLooks() throws InterruptedException {
    answers.addAll(List.of("RUNNING", "RUNNING", "SUCCEEDED"));
    watch();
    assertThat(pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2));
  }

  @Test
  void throttledItWaitsLongerAndLongerUpToAMinute() throws InterruptedException {
    answers.add("RUNNING");
    for (int i = 0; i < 8; i++) {
      answers.add(new UserError("throttled", null, true));
    }
    answers.add("SUCCEEDED");
    watch();
    List<Duration> waits = pauses.subList(1, pauses.size());
    assertThat(waits.get(0)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertThat(waits.get(3)).isBetween(Duration.ofSeconds(16), Duration.ofSeconds(32));
    assertThat(waits.get(7)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    assertThat(notes).containsExactly("throttled Trying on; the run is not affected.");
  }

  @Test
  void aFaultThatStaysIsNotTriedAgain() {
    answers.addAll(List.of("RUNNING", new UserError("denied")));
    assertThatThrownBy(this::watch).hasMessage("denied");
    assertThat(pauses).hasSize(1);
  }

  @Test
  void whatCouldNotBeSeenOnceIsNotTriedAgain() {
    answers.add(new UserError("unreachable", null, true));
    assertThatThrownBy(this::watch).hasMessage("unreachable");
    assertThat(pauses).isEmpty();
  }
}
