package io.tenfold.local.map.result;

import io.tenfold.local.json.Json;
import io.tenfold.local.port.GrowingObjects;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The records that failed in a run's batches, as the workflow writes them down while the run goes
 * on: an object per batch, whose key tells its first record and how many failed, {@code
 * PREFIX/failures/RUN/HHIIIIIIIIIIII-NNNN/failures.json}.
 */
public final class BatchFailures {
  private static final int RUN_DIGITS = 16;
  private static final int HASH_LENGTH = 2;
  private static final Pattern NAME =
      Pattern.compile("(?<batch>[0-9a-f]{2}[0-9]{12})-(?<failed>[0-9]{4,9})/failures.json");

  /**
   * A record that failed.
   *
   * @param index its place in the first run's file, from 0
   * @param error its error's name
   * @param cause the error's cause, null where there is none
   */
  public record Failure(long index, String error, String cause) {}

  private final ObjectStore store;
  private final String bucket;
  private final String folder;

  /**
   * Takes where a run's results go, and which execution it is.
   *
   * @param resultsPrefix what the keys of all runs' results begin with, without a slash at its end
   */
  public BatchFailures(
      ObjectStore store,
      String bucket,
      String resultsPrefix,
      String executionArn,
      Instant startDate) {
    this.store = store;
    this.bucket = bucket;
    this.folder =
        (resultsPrefix.isEmpty() ? "" : resultsPrefix + "/")
            + "failures/"
            + run(executionArn, startDate);
  }

  private static String run(String executionArn, Instant startDate) {
    return sha256(executionArn + ' ' + startDate.toEpochMilli()).substring(0, RUN_DIGITS);
  }

  /** Returns how the key of a batch's object begins, by its first record's index. */
  public static String batch(long firstIndex) {
    return sha256(Long.toString(firstIndex)).substring(0, HASH_LENGTH)
        + String.format("%012d", firstIndex);
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Returns what the keys of batches begin with that did not fail as a whole. */
  public String folder() {
    return folder;
  }

  /**
   * Counts the records that failed in batches of which not every record did: Step Functions counts
   * those of the others itself.
   *
   * @throws ServiceException if the bucket can't be listed
   */
  public long count() throws IOException {
    Map<String, Long> batches = new TreeMap<>();
    list(folder + '/', (batch, failed, key) -> batches.merge(batch, failed, Math::max));
    return batches.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Hands on every failed record that is written down by now, those of batches that failed as a
   * whole too.
   *
   * @throws ServiceException if the bucket can't be listed
   */
  public void forEach(Consumer<Failure> to) throws IOException {
    // Of a batch that was repeated, one object counts.
    Map<String, String> keys = new LinkedHashMap<>();
    list(folder + '/', (batch, failed, key) -> keys.put(batch, key));
    list(folder + "-all/", (batch, failed, key) -> keys.put(batch, key));
    BatchRecords records = new BatchRecords(store, bucket);
    for (String key : keys.values()) {
      for (Map<?, ?> outcome : records.outcomesAt(key)) {
        if (outcome.get("error") instanceof String error) {
          Object cause = outcome.get("cause");
          to.accept(
              new Failure(
                  ((Number) outcome.get("index")).longValue(),
                  error,
                  cause == null || cause instanceof String ? (String) cause : Json.write(cause)));
        }
      }
    }
  }

  /**
   * Removes what was written down of batches that have no outcome.
   *
   * @param known tells of a batch's first record, by its index, whether it has one
   */
  public void discardUnless(IntPredicate known, GrowingObjects objects) throws IOException {
    for (String prefix : List.of(folder + '/', folder + "-all/")) {
      List<String> unknown = new ArrayList<>();
      list(
          prefix,
          (batch, failed, key) -> {
            if (!known.test((int) Long.parseLong(batch.substring(HASH_LENGTH)))) {
              unknown.add(key);
            }
          });
      for (String key : unknown) {
        objects.delete(bucket, key);
      }
    }
  }

  /** An object: its batch, how many of it failed, and its key. */
  @FunctionalInterface
  private interface Found {
    void add(String batch, long failed, String key) throws IOException;
  }

  private void list(String prefix, Found to) throws IOException {
    store.list(
        bucket,
        prefix,
        object -> {
          Matcher name = NAME.matcher(object.key().substring(prefix.length()));
          if (name.matches()) {
            to.add(name.group("batch"), Long.parseLong(name.group("failed")), object.key());
          }
          return true;
        });
  }
}
