package io.tenfold.local.map.result;

import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.map.read.DatasetLocation;
import io.tenfold.local.map.read.ItemReaderFailed;
import io.tenfold.local.port.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a Map Run accounts for its records: SUCCEEDED, FAILED and PENDING together are the
 * records read, each index exactly once, each with the record that the file has under that index
 * and with an output of the same index.
 *
 * @param expected how many records the file has
 * @param unread how many of them could not be read, so that they are in no result file
 * @param succeeded how many children the SUCCEEDED files hold
 * @param failed how many the FAILED files hold
 * @param pending how many the PENDING files hold
 * @param missing the indexes that are in no file and were read
 * @param duplicated the indexes of children that an earlier one had
 * @param strays the names of children that have no index of the file in their input
 * @param altered the indexes of children whose input has another record than the file
 * @param misanswered the indexes of children whose output has another index than their input
 * @param note what could not be compared, and why; null if all was
 */
public record Reconciliation(
    long expected,
    long unread,
    long succeeded,
    long failed,
    long pending,
    Discrepancy<Long> missing,
    Discrepancy<Long> duplicated,
    Discrepancy<String> strays,
    Discrepancy<Long> altered,
    Discrepancy<Long> misanswered,
    String note) {

  /** How many examples of each kind of discrepancy are kept. */
  public static final int EXAMPLES = 10;

  /** How many there are of a kind, and the first of them, {@value #EXAMPLES} at most. */
  public record Discrepancy<T>(long count, List<T> first) {
    /** Copies the list. */
    public Discrepancy {
      first = List.copyOf(first);
    }
  }

  /**
   * What a run's results are to account for.
   *
   * @param records how many records its file has
   * @param unread how many of them the run could not read
   * @param retry whether its file holds records of another run, as {@code {"index", "record"}}
   * @param file to compare with; null to compare numbers and indexes alone
   * @param note why there is no file to compare with, null where there is or none was looked for
   */
  public record Expected(long records, long unread, boolean retry, ComparedFile file, String note)
      implements AutoCloseable {
    /** Expects so many records under the indexes from 0. */
    public static Expected of(long records) {
      return of(records, 0, false);
    }

    /** Expects records, to be compared by numbers and indexes alone. */
    public static Expected of(long records, long unread, boolean retry) {
      return new Expected(records, unread, retry, null, null);
    }

    /** The same, to be compared with the file that the run read, if it is still the one. */
    public Expected comparedWith(ObjectStore store, DatasetLocation location) {
      try {
        ComparedFile file = ComparedFile.read(store, location, retry);
        if (file.isStill(location)) {
          return new Expected(records, unread, retry, file, null);
        }
        file.close();
        return without(location.address() + " has changed since");
      } catch (ItemReaderFailed | IOException e) {
        return without(location.address() + " can't be read any more (" + e.getMessage() + ")");
      }
    }

    /** Lets go of the file, if there is one. */
    @Override
    public void close() {
      if (file != null) {
        file.close();
      }
    }

    private Expected without(String why) {
      return new Expected(records, unread, retry, null, "Not compared with the file: " + why + ".");
    }
  }

  /**
   * As {@link #of(ResultFiles, Expected)}, by numbers and indexes alone.
   *
   * @throws ResultFiles.Unreadable if results can't be read
   * @throws IllegalArgumentException if expected is negative or over 2,147,483,647
   */
  public static Reconciliation of(ResultFiles files, long expected) {
    return of(files, Expected.of(expected));
  }

  /** As the other method, for who wants nothing else of the results. */
  public static Reconciliation of(ResultFiles files, Expected expected) {
    return of(files, expected, (group, record) -> {});
  }

  /**
   * Reads all results and compares them with what is expected; takes a bit or two of memory per
   * record, and four bytes where a record differs from the file.
   *
   * @param also takes part in reading the results, which are read once if nothing differs
   * @throws ResultFiles.Unreadable if results can't be read
   * @throws ItemReaderFailed if the file can't
   * @throws IllegalArgumentException if there are more than 2,147,483,647 records
   */
  public static Reconciliation of(ResultFiles files, Expected expected, ResultFiles.Visitor also) {
    if (expected.records() < 0 || expected.records() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("Can't reconcile " + expected.records() + " records");
    }
    try {
      return new Tally(expected).read(files, also);
    } catch (IOException e) {
      throw new ItemReaderFailed(e.getMessage(), e);
    }
  }

  /** Tells whether every record is accounted for exactly once. */
  public boolean holds() {
    return unread == 0 && accountsForWhatWasRead();
  }

  /** The same, but for records that could not be read. */
  public boolean accountsForWhatWasRead() {
    return succeeded + failed + pending == expected - unread
        && missing.count() == 0
        && duplicated.count() == 0
        && strays.count() == 0
        && altered.count() == 0
        && misanswered.count() == 0;
  }

  /** Says the result in a sentence for people. */
  public String sentence() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                "%,d succeeded + %,d failed + %,d pending = %,d",
                succeeded, failed, pending, succeeded + failed + pending));
    if (holds()) {
      // The same words for one record: scripts look for them.
      text.append(" records, each accounted for exactly once.");
    } else {
      text.append(
          unread == 0
              ? String.format(
                  ", but %,d %s read", expected, expected == 1 ? "record was" : "records were")
              : String.format(", of %,d records; %,d could not be read", expected, unread));
      append(text, missing, "missing");
      append(text, duplicated, "duplicated");
      append(text, strays, "without a valid index");
      append(text, altered, "with another record than the file has");
      append(text, misanswered, "answered under another index");
      text.append('.');
    }
    return note == null ? text.toString() : text.append(' ').append(note).toString();
  }

  private static void append(StringBuilder text, Discrepancy<?> found, String kind) {
    if (found.count() > 0) {
      text.append(String.format("; %,d %s (", found.count(), kind));
      for (int i = 0; i < found.first().size(); i++) {
        text.append(i == 0 ? "" : ", ").append(found.first().get(i));
      }
      text.append(found.count() > found.first().size() ? ", …)" : ")");
    }
  }

  /** One kind of discrepancy while it is looked for. */
  private static final class Found<T> {
    private final List<T> first = new ArrayList<>();
    private long count;

    void add(T example) {
      count++;
      if (first.size() < EXAMPLES) {
        first.add(example);
      }
    }

    Discrepancy<T> result() {
      return new Discrepancy<>(count, first);
    }
  }

  /** What has been found so far. */
  private static final class Tally {
    private final Expected expected;
    private final BitSet indexes;
    private final long[] counts = new long[ResultGroup.values().length];
    private final BitSet seen = new BitSet();
    private final RecordDigest records = new RecordDigest();
    private final Found<Long> duplicated = new Found<>();
    private final Found<String> strays = new Found<>();
    private final Found<Long> misanswered = new Found<>();

    Tally(Expected expected) {
      this.expected = expected;
      this.indexes = expected.file() == null ? null : expected.file().indexes();
    }

    Reconciliation read(ResultFiles files, ResultFiles.Visitor also) throws IOException {
      files.readThrough(
          new ResultFiles.Visitor() {
            @Override
            public void child(ChildExecution child, int records) {
              also.child(child, records);
            }

            @Override
            public void record(ResultGroup group, ChildExecution record) {
              counts[group.ordinal()]++;
              add(record);
              also.record(group, record);
            }

            @Override
            public void end() {
              also.end();
            }
          });
      return new Reconciliation(
          expected.records(),
          expected.unread(),
          counts[ResultGroup.SUCCEEDED.ordinal()],
          counts[ResultGroup.FAILED.ordinal()],
          counts[ResultGroup.PENDING.ordinal()],
          missing(),
          duplicated.result(),
          strays.result(),
          altered(files),
          misanswered.result(),
          expected.note());
    }

    private void add(ChildExecution child) {
      long index = RecordIndex.of(child.inputJson());
      if (!isExpected(index)) {
        strays.add(child.name());
        return;
      }
      if (seen.get((int) index)) {
        duplicated.add(index);
      }
      seen.set((int) index);
      if (answeredIndex(child.outputJson(), index) != index) {
        misanswered.add(index);
      }
      if (expected.file() != null) {
        records.addRecordOf(child.inputJson(), index);
      }
    }

    private boolean isExpected(long index) {
      if (index < 0 || index >= Integer.MAX_VALUE) {
        return false;
      }
      return indexes != null
          ? indexes.get((int) index)
          : expected.retry() || index < expected.records();
    }

    /** The function answers {@code {"index", "output"}}; other outputs tell no index. */
    private static long answeredIndex(String output, long unknown) {
      if (output == null
          || !output.contains("\"index\"")
          || !output.contains("\"output\"")
          || isPlainAnswer(output, unknown)) {
        return unknown;
      }
      try {
        Object answer = Json.parse(output);
        return answer instanceof Map<?, ?> object && object.containsKey("output")
            ? object.containsKey("index") ? FileRecord.of(object).index() : unknown
            : unknown;
      } catch (MalformedJson e) {
        return unknown;
      }
    }

    /** Of millions most are written like this, and not parsed: an index, and no other after it. */
    private static boolean isPlainAnswer(String output, long index) {
      String start = "{\"index\":" + index + ',';
      return output.startsWith(start)
          && output.indexOf("\"index\"", start.length()) < 0
          && output.indexOf("\\u") < 0;
    }

    private static Object recordOf(ChildExecution child) {
      try {
        return FileRecord.of(Json.parse(child.inputJson())).record();
      } catch (MalformedJson e) {
        return null;
      }
    }

    private Discrepancy<Long> missing() {
      long all = expected.records() - expected.unread();
      if (expected.retry() && indexes == null) {
        return new Discrepancy<>(Math.max(0, all - seen.cardinality()), List.of());
      }
      BitSet open = indexes == null ? new BitSet() : (BitSet) indexes.clone();
      if (indexes == null) {
        open.set(0, (int) expected.records());
      }
      open.andNot(seen);
      long count = Math.max(0, open.cardinality() - expected.unread());
      List<Long> first =
          open.stream().limit(count == 0 ? 0 : EXAMPLES).mapToObj(index -> (long) index).toList();
      return new Discrepancy<>(count, first);
    }

    /** Compares all at once, and only if that shows a difference, one by one. */
    private Discrepancy<Long> altered(ResultFiles files) throws IOException {
      Found<Long> altered = new Found<>();
      if (expected.file() != null && !expected.file().hasAll(records)) {
        Map<Long, Integer> retried = new HashMap<>();
        int[] inOrder = new int[expected.retry() ? 0 : (int) expected.records()];
        fingerprints(retried, inOrder);
        for (ResultGroup group : ResultGroup.values()) {
          files.forEach(
              group,
              child -> {
                long index = RecordIndex.of(child.inputJson());
                if (isExpected(index)) {
                  int own = records.fingerprint(index, recordOf(child));
                  int right = expected.retry() ? retried.get(index) : inOrder[(int) index];
                  if (own != right) {
                    altered.add(index);
                  }
                }
              });
        }
      }
      return altered.result();
    }

    private void fingerprints(Map<Long, Integer> retried, int[] inOrder) throws IOException {
      expected
          .file()
          .forEach(
              record -> {
                int fingerprint = records.fingerprint(record.index(), record.record());
                if (expected.retry()) {
                  retried.put(record.index(), fingerprint);
                } else {
                  inOrder[(int) record.index()] = fingerprint;
                }
              });
    }
  }
}
