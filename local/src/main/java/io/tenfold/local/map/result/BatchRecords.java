package io.tenfold.local.map.result;

import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Takes the children of batches apart into their records: each as if it had had a child of its own,
 * of the batch's name and dates, with its own input, status, output and error.
 *
 * <p>A record without an outcome in its batch's output becomes none, so that it is missed.
 */
final class BatchRecords {
  /** Is the size of a batch where a child ran none. */
  static final int NO_BATCH = -1;

  private static final String EVERY_RECORD_FAILED = "Tenfold.EveryRecordFailed";

  private final ObjectStore store;
  private final String bucket;

  /** Takes where the outcomes are that were not for a child's output. */
  BatchRecords(ObjectStore store, String bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  /**
   * Hands on a child's records of a group; the child itself, if it is none of a batch.
   *
   * @return whether it is one of a batch
   * @throws IOException if outcomes beside the child's output can't be read
   */
  boolean forEach(ChildExecution child, ResultGroup group, Consumer<ChildExecution> to)
      throws IOException {
    return forEach(child, group::equals, (of, record) -> to.accept(record)) != NO_BATCH;
  }

  /**
   * Hands on a child's records of some groups, each with its group; the child itself, if it is none
   * of a batch.
   *
   * @return how many items its batch has, or {@link #NO_BATCH}
   * @throws IOException if outcomes beside the child's output can't be read
   */
  int forEach(
      ChildExecution child,
      Predicate<ResultGroup> wanted,
      BiConsumer<ResultGroup, ChildExecution> to)
      throws IOException {
    List<?> items = BatchInput.items(child.input());
    if (items == null) {
      if (wanted.test(child.group())) {
        to.accept(child.group(), child);
      }
      return NO_BATCH;
    }
    List<Map<?, ?>> outcomes =
        switch (child.status()) {
          case "SUCCEEDED" -> outcomes(child.outputJson());
          case "FAILED" -> failures(child);
          default -> null;
        };
    if (outcomes == null) {
      for (Object item : wanted.test(child.group()) ? items : List.of()) {
        to.accept(
            child.group(),
            as(
                child,
                Json.write(item),
                child.status(),
                child.outputJson(),
                child.error(),
                child.cause()));
      }
      return items.size();
    }
    Map<Long, Object> byIndex = new HashMap<>();
    for (Object item : items) {
      byIndex.put(FileRecord.of(item).index(), item);
    }
    for (Map<?, ?> outcome : outcomes) {
      // Not by the record that is made of it: most of what is looked through is of another group.
      ResultGroup group = groupOf(outcome);
      if (wanted.test(group)) {
        to.accept(group, record(child, byIndex, outcome));
      }
    }
    return items.size();
  }

  private static ResultGroup groupOf(Map<?, ?> outcome) {
    return outcome.get("error") instanceof String ? ResultGroup.FAILED : ResultGroup.SUCCEEDED;
  }

  private static ChildExecution record(
      ChildExecution child, Map<Long, Object> items, Map<?, ?> outcome) {
    Object item = outcome.get("index") instanceof Number n ? items.get(n.longValue()) : null;
    // An outcome of a record that the batch does not have is shown, and is a stray.
    String input = item == null ? "{}" : Json.write(item);
    if (outcome.get("error") instanceof String error) {
      String cause = outcome.get("cause") instanceof String text ? text : null;
      return as(child, input, "FAILED", null, error, cause);
    }
    Object answer = outcome.containsKey("response") ? outcome.get("response") : outcome;
    return as(child, input, "SUCCEEDED", Json.write(answer), null, null);
  }

  private static ChildExecution as(
      ChildExecution child,
      String inputJson,
      String status,
      String outputJson,
      String error,
      String cause) {
    return new ChildExecution(
        child.executionArn(),
        child.name(),
        child.stateMachineArn(),
        status,
        inputJson,
        outputJson,
        error,
        cause,
        child.startDate(),
        child.stopDate());
  }

  /** Returns the outcomes of a child's output and of its parts; null for another output. */
  private List<Map<?, ?>> outcomes(String json) throws IOException {
    return Json.parse(json) instanceof Map<?, ?> output ? outcomes(output) : null;
  }

  private List<Map<?, ?>> outcomes(Map<?, ?> holder) throws IOException {
    if (!(holder.get("outcomes") instanceof List<?> own)) {
      return null;
    }
    List<Map<?, ?>> outcomes = new ArrayList<>();
    if (holder.get("parts") instanceof List<?> parts) {
      for (Object key : parts) {
        if (read((String) key).get("outcomes") instanceof List<?> part) {
          add(part, outcomes);
        }
      }
    }
    add(own, outcomes);
    return outcomes;
  }

  private static void add(List<?> from, List<Map<?, ?>> to) {
    for (Object outcome : from) {
      to.add((Map<?, ?>) outcome);
    }
  }

  /** Returns the outcomes of a child that failed because all of its records did; null else. */
  private List<Map<?, ?>> failures(ChildExecution child) throws IOException {
    if (!EVERY_RECORD_FAILED.equals(child.error()) || child.cause() == null) {
      return null;
    }
    try {
      return Json.parse(child.cause()) instanceof Map<?, ?> cause
              && cause.get("failures") instanceof String key
          ? outcomes(read(key))
          : null;
    } catch (MalformedJson e) {
      return null;
    }
  }

  /** Reads the outcomes of one failures object, those in its parts too. */
  List<Map<?, ?>> outcomesAt(String key) throws IOException {
    List<Map<?, ?>> outcomes = outcomes(read(key));
    if (outcomes == null) {
      throw new IOException("s3://" + bucket + "/" + key + " has no outcomes");
    }
    return outcomes;
  }

  private Map<?, ?> read(String key) throws IOException {
    try (InputStream in = store.open(bucket, key)) {
      return (Map<?, ?>) Json.parse(in.readAllBytes());
    } catch (ServiceException | MalformedJson | ClassCastException e) {
      throw new IOException("s3://" + bucket + "/" + key + ": " + e.getMessage(), e);
    }
  }
}
