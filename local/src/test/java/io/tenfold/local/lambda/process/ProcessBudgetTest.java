package io.tenfold.local.lambda.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessBudgetTest {
  @TempDir Path folder;
  private Path proc;
  private Path cgroups;
  private ProcessBudget budget;

  @BeforeEach
  void aMachineWithRoom() throws Exception {
    proc = folder.resolve("proc");
    cgroups = folder.resolve("cgroup");
    FakeProc.write(proc, 100, 40);
    budget = new ProcessBudget(proc, cgroups);
  }

  private void asUser(int limit, long tasksOfTheMachine) throws Exception {
    Path limits = proc.resolve("self/limits");
    Files.writeString(limits, Files.readString(limits).replace("96365", Integer.toString(limit)));
    Files.writeString(proc.resolve("self/status"), "Uid:\t7\t7\t7\t7\nCapEff:\t0\n");
    Files.writeString(proc.resolve("loadavg"), "0.00 0.00 0.00 1/" + tasksOfTheMachine + " 1000\n");
  }

  private void process(int pid, int user, int threads) throws Exception {
    Path process = Files.createDirectories(proc.resolve(Integer.toString(pid)));
    Files.writeString(
        process.resolve("status"), "Uid:\t" + user + "\t0\t0\t0\nThreads:\t" + threads + "\n");
  }

  @Test
  void descriptorsAreReckonedWithWhatStartsAndWhatTheRunNeeds() {
    // 40 are open; each takes 16, and 32 stay.
    assertThat(budget.shortage(6, 0, ProcessBudget.Reserve.WHOLE)).isEmpty();
    assertThat(budget.shortage(6, 1, ProcessBudget.Reserve.WHOLE))
        .hasValueSatisfying(
            reason -> assertThat(reason).startsWith("40 of 100 files are open (ulimit -n)"));
    assertThat(budget.shortage(6, 1, ProcessBudget.Reserve.LEAST)).isEmpty();
  }

  @Test
  void processesAreThisUsersAlone() throws Exception {
    asUser(100, 500);
    process(10, 7, 60);
    process(11, 8, 400);

    assertThat(budget.shortage(20, 0, ProcessBudget.Reserve.WHOLE)).isEmpty();
    process(12, 7, 20);
    assertThat(budget.shortage(20, 0, ProcessBudget.Reserve.WHOLE))
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .startsWith("80 of 100 processes and threads are running (ulimit -u)"));
  }

  @Test
  void rootHasNoLimitOfProcesses() throws Exception {
    asUser(100, 500);
    process(10, 0, 400);
    Files.writeString(proc.resolve("self/status"), "Uid:\t0\t0\t0\t0\nCapEff:\t0\n");

    assertThat(budget.shortage(20, 0, ProcessBudget.Reserve.WHOLE)).isEmpty();
  }

  @Test
  void aContainersLimitCounts() throws Exception {
    Path group = Files.createDirectories(cgroups.resolve("a/b"));
    Files.writeString(proc.resolve("self/cgroup"), "0::/a/b\n");
    Files.writeString(group.resolve("pids.max"), "max\n");
    Files.writeString(group.resolve("pids.current"), "3\n");
    assertThat(budget.shortage(6, 0, ProcessBudget.Reserve.WHOLE)).isEmpty();

    Files.writeString(cgroups.resolve("a/pids.max"), "20\n");
    Files.writeString(cgroups.resolve("a/pids.current"), "3\n");
    assertThat(budget.shortage(6, 0, ProcessBudget.Reserve.WHOLE))
        .hasValueSatisfying(reason -> assertThat(reason).contains("3 of 20", "pids.max"));
  }
}
