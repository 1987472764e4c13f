package io.tenfold.local.aws.sfn;

import io.tenfold.local.LocalEngine;
import io.tenfold.local.arn.Account;
import io.tenfold.local.arn.ExecutionArn;
import io.tenfold.local.arn.StateMachineArn;
import io.tenfold.local.asl.StateMachine;
import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.aws.sfn.request.ApiException;
import io.tenfold.local.aws.sfn.request.ValidArn;
import io.tenfold.local.port.ObjectStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;

/** One Region's state machines, executions and tags; they live as long as the endpoint. */
final class RegionalMachines implements AutoCloseable {
  private final LocalEngine engine;
  private final Account account;
  private final ObjectStore store;
  private final Predicate<String> logGroups;
  private final Map<String, Machine> machines = new ConcurrentSkipListMap<>();
  private final Map<String, MachineRun> runs = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> tags = new ConcurrentHashMap<>();

  RegionalMachines(
      LocalEngine engine, Account account, ObjectStore store, Predicate<String> logGroups) {
    this.logGroups = logGroups;
    this.engine = engine;
    this.account = account;
    this.store = store;
  }

  LocalEngine engine() {
    return engine;
  }

  /** Tells whether there is the log group of a name. */
  Predicate<String> logGroups() {
    return logGroups;
  }

  /** Returns where Map Runs write their results. */
  ObjectStore store() {
    return store;
  }

  StateMachineArn arnOf(String name) {
    return account.stateMachine(name);
  }

  /** Reads a definition, or refuses it as CreateStateMachine does. */
  StateMachine define(String name, String definition, String type) {
    try {
      return parse(name, definition, type);
    } catch (DefinitionException e) {
      throw refused(e);
    }
  }

  /**
   * Reads a definition.
   *
   * @param type STANDARD or EXPRESS; null for the former
   * @throws DefinitionException with all that is wrong with it, or not for that type
   */
  StateMachine parse(String name, String definition, String type) {
    return engine.define(name, definition, "EXPRESS".equals(type));
  }

  /** Returns the error with which a definition is refused. */
  static ApiException refused(DefinitionException e) {
    return new ApiException(
        "InvalidDefinition", "Invalid State Machine Definition: '" + e.getMessage() + "'");
  }

  /** Returns the machines by ARN, to be changed. */
  Map<String, Machine> machines() {
    return machines;
  }

  /** Returns the executions by ARN, to be changed. */
  Map<String, MachineRun> runs() {
    return runs;
  }

  /** Returns the tags of a state machine, to be changed. */
  Map<String, String> tags(String arn) {
    return tags.computeIfAbsent(arn, none -> new ConcurrentSkipListMap<>());
  }

  /** Returns the machine of an ARN without a version or alias. */
  Machine machine(String arn) {
    Machine machine = find(ValidArn.of(arn, StateMachineArn::parse));
    if (machine == null || !arn.equals(machine.arn())) {
      throw noMachine(arn);
    }
    return machine;
  }

  /** Returns the machine that an ARN, or that of a version or an alias, names, or null. */
  Machine find(StateMachineArn arn) {
    return machines.get(arn.unqualified().toString());
  }

  static ApiException noMachine(String arn) {
    return noMachine("State Machine", arn);
  }

  static ApiException noVersion(String arn) {
    return noMachine("State Machine Version", arn);
  }

  private static ApiException noMachine(String what, String arn) {
    return new ApiException("StateMachineDoesNotExist", what + " Does Not Exist: '" + arn + "'");
  }

  MachineRun run(String arn) {
    if (ValidArn.of(arn, ExecutionArn::parse).express()) {
      throw new ApiException(
          "InvalidArn", "Invalid Arn: 'Resource type not valid in this context: express'");
    }
    MachineRun run = runs.get(arn);
    if (run == null) {
      throw new ApiException("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
    }
    return run;
  }

  /** Removes a machine with its executions, which are stopped. */
  void delete(Machine machine) {
    machines.remove(machine.arn());
    tags.remove(machine.arn());
    runs.values()
        .removeIf(
            run -> {
              if (run.machine() != machine) {
                return false;
              }
              run.current().stop("States.StateMachineDeleted", "The state machine was deleted");
              return true;
            });
  }

  /** Returns the executions, newest first. */
  List<MachineRun> newestFirst() {
    List<MachineRun> sorted = new ArrayList<>(runs.values());
    sorted.sort(
        (a, b) -> {
          int byDate = b.current().startDate().compareTo(a.current().startDate());
          return byDate != 0 ? byDate : b.current().arn().compareTo(a.current().arn());
        });
    return sorted;
  }

  /** Stops what runs and waits until its results are written, for at most a minute in all. */
  @Override
  public void close() {
    Map<String, MachineRun> running = new LinkedHashMap<>(runs);
    running.values().removeIf(run -> !run.current().status().equals("RUNNING"));
    running
        .values()
        .forEach(run -> run.current().stop("Tenfold.Interrupted", "The endpoint was ended"));
    long end = System.nanoTime() + 60_000_000_000L;
    for (MachineRun run : running.values()) {
      try {
        run.current()
            .outcome()
            .get(Math.max(0, end - System.nanoTime()), java.util.concurrent.TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
        // It ends with this process.
      }
    }
    engine.close();
  }
}
