package io.tenfold.cli.batch;

import io.tenfold.cli.console.Hints;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.map.read.DatasetLocation;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.map.result.BatchFailures;
import io.tenfold.local.map.result.ManifestLocation;
import io.tenfold.local.map.run.MapRun;
import io.tenfold.local.map.run.UnfinishedMapRun;
import io.tenfold.local.port.ObjectStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The batches of one stack: on AWS, or on this machine. Every method throws {@link UserError} for
 * what the user can mend, such as an ARN that does not exist or credentials that are missing.
 */
public interface Batches extends AutoCloseable {

  /**
   * Where the batches of a stack run.
   *
   * @param inputPrefix what keys of input begin with, with its slash
   * @param resultsPrefix what keys of results begin with, with its slash
   */
  record Stack(
      String stateMachineArn,
      String bucket,
      String inputPrefix,
      String resultsPrefix,
      String queueUrl) {}

  /**
   * An execution of the workflow.
   *
   * @param status RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED or PENDING_REDRIVE
   * @param stopDate null while it runs
   * @param input its input, a JSON value as {@link io.tenfold.local.json.Json} has them; null in a
   *     list
   * @param output its output, null unless it SUCCEEDED, and in a list
   * @param error its error's name, null where there is none
   * @param cause its error's cause, null where there is none
   * @param consoleLink a link for people, null on this machine
   * @param measured how long it took, or has taken so far, by a clock that nobody sets; null where
   *     only the dates are known
   */
  record Run(
      String arn,
      String name,
      String status,
      Instant startDate,
      Instant stopDate,
      Object input,
      Object output,
      String error,
      String cause,
      String consoleLink,
      Duration measured) {

    /** Tells whether it has ended. */
    public boolean ended() {
      return !status.equals("RUNNING") && !status.equals("PENDING_REDRIVE");
    }

    /** Returns a text field of the input, or null. */
    public String inputText(String field) {
      return input instanceof Map<?, ?> object && object.get(field) instanceof String text
          ? text
          : null;
    }

    /** Returns the ARN of the execution whose records this one tries again, or null. */
    public String retryOf() {
      return inputText("retryOf");
    }

    /** Returns how long it took, or has taken so far; never less than nothing. */
    public Duration duration() {
      Duration took =
          measured != null
              ? measured
              : Duration.between(startDate, stopDate == null ? Instant.now() : stopDate);
      return took.isNegative() ? Duration.ZERO : took;
    }
  }

  /**
   * How far an execution's Map Run is.
   *
   * @param status RUNNING, SUCCEEDED, FAILED or ABORTED
   * @param stopDate null while it runs
   * @param dataset where its records are; null where that is not known
   */
  record MapRunState(
      String arn,
      String status,
      MapRun.ItemCounts counts,
      int maxConcurrency,
      double toleratedFailurePercentage,
      Instant startDate,
      Instant stopDate,
      DatasetLocation dataset) {

    /** Returns the counts as DescribeMapRun has them, and those that could not be read. */
    public Map<String, Object> countsJson() {
      Map<String, Object> json = counts.json();
      json.put("unread", counts.unread());
      return json;
    }

    /** Returns the same with other counts. */
    public MapRunState with(MapRun.ItemCounts others) {
      return new MapRunState(
          arn,
          status,
          others,
          maxConcurrency,
          toleratedFailurePercentage,
          startDate,
          stopDate,
          dataset);
    }
  }

  /**
   * A message on the queue of runs that failed.
   *
   * @param receipt what deletes it
   */
  record Message(String id, String receipt, Instant sent, String body) {
    /** Returns the body as a JSON value; as a text, if it is no JSON. */
    public Object content() {
      try {
        return Json.parse(body);
      } catch (MalformedJson e) {
        return body;
      }
    }
  }

  /** Returns where the batches run. */
  Stack stack();

  /**
   * Returns the ARN that a user's word stands for: an ARN itself, an execution's name, or {@code
   * last} for the execution that was started last.
   */
  String resolve(String reference);

  /**
   * Returns how the stack reads a file of records; empty where each run reads its own as it is, or
   * where the workflow has no reader.
   */
  Optional<ReaderConfig> reader();

  /** Copies a file to a key of the stack's bucket. */
  void upload(Path file, String key) throws IOException;

  /** What becomes an object, written while it is uploaded. */
  interface Content {
    /** Writes it; the stream is closed by who gave it. */
    void write(OutputStream out) throws IOException;
  }

  /** As the other method; nothing appears under the key if the content can't be written. */
  void upload(Content content, String key) throws IOException;

  /**
   * Starts an execution and returns its ARN at once; {@link Watch} sees it to its end.
   *
   * @param file how its file is read, where the stack does not say
   */
  String start(String name, Map<String, Object> input, ReaderConfig file) throws IOException;

  /**
   * Goes on with a run that was killed, stopped or failed: with its records that have no outcome,
   * under its name; returns its ARN at once.
   *
   * @param reference a user's word for the run
   * @param limits what is to be other in its input
   * @throws UserError if there is nothing to go on with, as there never is on AWS
   */
  String resume(String reference, Map<String, Object> limits) throws IOException;

  /** Tells whether this process runs an execution, which then does not outlive it. */
  default boolean runsHere(String executionArn) {
    return false;
  }

  /**
   * Waits for the end of an execution that this process runs, at most that long; returns at once if
   * it runs elsewhere.
   */
  default void awaitEnd(String executionArn, Duration most) throws InterruptedException {}

  /**
   * Returns what people call an execution to {@link #resolve}: its ARN, or its name if that does.
   */
  String word(String executionArn);

  /** Returns the commands that lead to these batches. */
  Hints hints();

  /** Returns an execution, with its input and output. */
  Run describe(String arn);

  /** Returns the Map Run that an execution started last, or empty if it started none. */
  Optional<MapRunState> mapRun(String executionArn);

  /**
   * Returns the records that have failed by now in a run whose result files come at its end; empty
   * where those grow, and where each record is by itself.
   */
  default Optional<BatchFailures> batchFailures(Run run) {
    return Optional.empty();
  }

  /** Returns where an execution's manifest is, or empty if there was no Map Run to write one. */
  Optional<ManifestLocation> results(String executionArn);

  /** Returns the objects: the files of records and of results. */
  ObjectStore store();

  /** Tells whether the objects are on this machine: reading them from S3 is a download. */
  boolean objectsAreHere();

  /** Returns the folder where the batches of this machine keep all that they have. */
  default Optional<Path> folder() {
    return Optional.empty();
  }

  /** Returns what people call an object: its {@code s3://} address, or its path. */
  String address(String bucket, String key);

  /**
   * Returns executions, newest first.
   *
   * @param status the only one, or null for all
   */
  List<Run> list(String status, int max);

  /** Asks for an execution's end, as ABORTED; returns without waiting for it. */
  void stop(String arn, String cause);

  /** Returns what a run told the queue, as far as that can be seen without taking it. */
  default RunMessages messages(String executionArn) {
    return RunMessages.unknown();
  }

  /** Takes messages from the queue and hides them from others for a while. */
  List<Message> receive(int max, Duration hidden) throws IOException;

  /** Takes a message off the queue for good. */
  void delete(Message message) throws IOException;

  /**
   * Returns the Map Run of an execution that has no complete results and can be resumed, or is
   * still running; only this machine's have one.
   */
  default Optional<UnfinishedMapRun> unfinished(String executionArn) {
    return Optional.empty();
  }

  /**
   * Checks that what is to run records of an execution again has what the execution's function was
   * given; only on this machine it is given by whoever starts a run.
   *
   * @throws UserError if something is missing
   */
  default void requireEnvironment(String executionArn) {}

  /** Returns the records of an unfinished run that may have run and left no outcome. */
  default OpenRecords mayHaveRun(String executionArn) {
    return new OpenRecords(new BitSet(), false);
  }

  /** Returns what is known of the function's processes, which only runs on this machine have. */
  default Optional<FunctionUse> function(String executionArn) {
    return Optional.empty();
  }

  /**
   * Returns the workflow that a run executes, and how far it is in it; empty where that is not
   * known, as of runs from before it was written down.
   */
  default Optional<RunWorkflow> workflow(Run run) {
    return Optional.empty();
  }

  /**
   * How many processes a local run started, the most invocations at once, its logs, and the options
   * of the command line that said what its function is.
   */
  record FunctionUse(
      long environmentsStarted, int peakConcurrency, Path logs, List<String> options) {}

  /**
   * Returns the command that runs records of an execution again, by the function that it had, where
   * whoever starts a run says what that is.
   *
   * @param name the command's, such as {@code retry}
   */
  default String again(String name, String executionArn, String... options) {
    List<String> given = function(executionArn).map(FunctionUse::options).orElse(List.of());
    return hints().again(name, word(executionArn), given, options);
  }

  @Override
  void close();
}
