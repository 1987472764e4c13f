package io.tenfold.local.map.run;

import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.map.result.OutputType;
import io.tenfold.local.map.result.RecordIndex;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import io.tenfold.local.map.result.ResultWriter;
import io.tenfold.local.port.GrowingObjects;
import io.tenfold.local.port.ObjectStore.Upload;
import io.tenfold.local.port.ServiceException;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Map Run whose execution did not SUCCEED, as its journal and its result files have it: it goes
 * on in some process, or was killed, stopped, or failed. What it wrote can be read at any time;
 * once an execution {@linkplain MapRuns#resume goes on} with it, only its records without an
 * outcome are run.
 */
public final class UnfinishedMapRun {

  /**
   * What is known of a run's items: each is in one of these counts.
   *
   * @param succeeded have an output
   * @param failed have an error, those that timed out among them
   * @param aborted were running when the run was stopped
   * @param mayHaveRun may have been started, and left no outcome
   * @param pending were not started
   */
  public record Counts(
      long total, long succeeded, long failed, long aborted, long mayHaveRun, long pending) {}

  /** Changes what else was written of a run, once nothing refuses to go on with it any more. */
  @FunctionalInterface
  public interface Settlement {
    /** Is run once at most; an error of it refuses the run still. */
    void run() throws IOException;
  }

  private static final List<ResultGroup> WITH_OUTCOMES =
      List.of(ResultGroup.SUCCEEDED, ResultGroup.FAILED);

  private final GrowingObjects store;
  private final String bucket;
  private final String folder;
  private final RunJournal.Header header;
  private final long announced;
  private final int redriveCount;

  private UnfinishedMapRun(
      GrowingObjects store,
      String bucket,
      String folder,
      RunJournal.Header header,
      long announced,
      int redriveCount) {
    this.store = store;
    this.bucket = bucket;
    this.folder = folder;
    this.header = header;
    this.announced = announced;
    this.redriveCount = redriveCount;
  }

  /** Returns the unfinished runs of an execution, oldest first; journals that are none are not. */
  public static List<UnfinishedMapRun> of(GrowingObjects store, String bucket, String executionArn)
      throws IOException {
    List<UnfinishedMapRun> runs = new ArrayList<>();
    for (UnfinishedMapRun run : in(store, bucket)) {
      if (run.header.executionArn().equals(executionArn)) {
        runs.add(run);
      }
    }
    return runs;
  }

  /** Returns the unfinished runs whose results are in a bucket, oldest first. */
  public static List<UnfinishedMapRun> in(GrowingObjects store, String bucket) throws IOException {
    List<UnfinishedMapRun> runs = new ArrayList<>();
    for (String key : store.growing(bucket, RunJournal.NAME)) {
      read(store, bucket, key).ifPresent(runs::add);
    }
    runs.sort(Comparator.comparing(run -> run.header.startDate()));
    return runs;
  }

  private static Optional<UnfinishedMapRun> read(GrowingObjects store, String bucket, String key)
      throws IOException {
    String folder = key.substring(0, key.length() - RunJournal.NAME.length());
    try (InputStream in = store.openGrowing(bucket, key)) {
      // A last line that does not end was not written whole, and nothing was started after it.
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String[] lines = text.substring(0, text.lastIndexOf('\n') + 1).split("\n");
      Map<?, ?> line = (Map<?, ?>) Json.parse(lines[0]);
      RunJournal.Header header =
          new RunJournal.Header(
              (String) line.get("mapRunArn"),
              (String) line.get("executionArn"),
              Instant.parse((String) line.get("startDate")),
              line.get("input"),
              ((Number) line.get("items")).longValue(),
              (String) line.get("fingerprint"),
              line.get("reader") instanceof Map<?, ?> reader ? ReaderConfig.of(reader) : null,
              Boolean.TRUE.equals(line.get("batched")));
      long announced = announced(lines, (String) line.get("boot"), header.items());
      return Optional.of(
          new UnfinishedMapRun(store, bucket, folder, header, announced, redriveCount(lines)));
    } catch (ServiceException
        | MalformedJson
        | ClassCastException
        | NullPointerException
        | IllegalArgumentException
        | DateTimeException e) {
      // Gone since it was listed, or cut off before its first line was whole: nothing had started.
      return Optional.empty();
    }
  }

  /** Returns from which position on no item was started, as far as the journal can tell. */
  private static long announced(String[] lines, String firstBoot, long items) {
    long announced = 0;
    String boot = firstBoot;
    for (String line : lines) {
      if (line.matches("[0-9]{1,15}")) {
        announced = Long.parseLong(line);
      } else if (line.startsWith("{")) {
        boot = bootOf(line, boot);
      }
    }
    // The journal's last lines may have gone with the power.
    return boot.equals(RunJournal.bootId()) ? Math.min(announced, items) : items;
  }

  private static int redriveCount(String[] lines) {
    int count = 0;
    for (String line : lines) {
      if (line.startsWith("{\"" + RunJournal.REDRIVEN + '"')
          && Json.parse(line) instanceof Map<?, ?> redrive) {
        count = ((Number) redrive.get(RunJournal.REDRIVEN)).intValue();
      }
    }
    return count;
  }

  private static String bootOf(String line, String before) {
    try {
      return Json.parse(line) instanceof Map<?, ?> object && object.get("boot") instanceof String id
          ? id
          : before;
    } catch (MalformedJson e) {
      return before;
    }
  }

  /** Returns the run's ARN. */
  public String mapRunArn() {
    return header.mapRunArn();
  }

  /** Returns the ARN of its execution. */
  public String executionArn() {
    return header.executionArn();
  }

  /** Returns when the execution started. */
  public Instant startDate() {
    return header.startDate();
  }

  /** Returns the execution's input, a JSON value. */
  public Object input() {
    return header.input();
  }

  /** Returns how its file is read, null where nobody wrote that down. */
  public ReaderConfig reader() {
    return header.reader();
  }

  /** Returns how many items the run's dataset has. */
  public long items() {
    return header.items();
  }

  /** Tells whether a process runs it now. */
  public boolean isRunning() throws IOException {
    Optional<Closeable> hold = store.hold(bucket, folder + RunJournal.NAME);
    if (hold.isPresent()) {
      hold.get().close();
    }
    return hold.isEmpty();
  }

  /** Returns what there is of the results by now. */
  public ResultFiles results() throws IOException {
    return ResultFiles.unfinished(store, bucket, folder, redriveCount, header.mapRunArn());
  }

  /** Reads the results and says what is known of each item, those of a batch one by one. */
  public Counts counts() throws IOException {
    ResultFiles results = results();
    Counts counts = Outcomes.of(results, header.items(), header.batched()).counts(announced);
    if (!header.batched()) {
      return counts;
    }
    long failed = results.failedRecords();
    return new Counts(
        counts.total(),
        counts.succeeded() + counts.failed() - failed,
        failed,
        counts.aborted(),
        counts.mayHaveRun(),
        counts.pending());
  }

  /** Returns the indexes of the records that have an outcome which stays. */
  public BitSet indexes() throws IOException {
    BitSet indexes = new BitSet();
    ResultFiles results = results();
    for (ResultGroup group : List.of(ResultGroup.SUCCEEDED, ResultGroup.FAILED)) {
      results.forEach(
          group,
          record -> {
            long index = RecordIndex.of(record.inputJson());
            if (!record.status().equals("ABORTED") && index >= 0 && index < Integer.MAX_VALUE) {
              indexes.set((int) index);
            }
          });
    }
    return indexes;
  }

  /**
   * Returns the positions of the items that may have been started and left no outcome, in order.
   */
  public BitSet mayHaveRun() throws IOException {
    BitSet open = Outcomes.of(results(), header.items(), header.batched()).known();
    open.flip(0, (int) announced);
    open.clear((int) announced, Math.max((int) announced, open.length()));
    return open;
  }

  /**
   * Takes the run over, and reads what it wrote, all of which stays as it was until {@link
   * ResumedMapRun#settle}.
   *
   * @param besides what else is changed then, before anything that is written here
   * @return empty if a process runs it
   * @throws ResultFiles.Unreadable if a file that was complete can't be read, or has no children
   */
  Optional<ResumedMapRun> resume(Settlement besides) throws IOException {
    Optional<Closeable> hold = store.hold(bucket, folder + RunJournal.NAME);
    if (hold.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(hold.get(), besides));
    } catch (UncheckedIOException e) {
      hold.get().close();
      throw e.getCause();
    } catch (IOException | RuntimeException e) {
      hold.get().close();
      throw e;
    }
  }

  private ResumedMapRun read(Closeable hold, Settlement besides) throws IOException {
    ResultFiles results = results();
    Outcomes complete = new Outcomes(header.items(), header.batched());
    for (ResultFiles.File file : results.files(ResultGroup.SUCCEEDED)) {
      if (!file.growing()) {
        results.forEachChild(ResultGroup.SUCCEEDED, file, complete::add);
      }
    }
    // These are written anew, and read once more for that.
    Outcomes outcomes = complete.copy();
    for (ResultGroup group : WITH_OUTCOMES) {
      for (ResultFiles.File file : results.files(group)) {
        if (!staysAsItIs(group, file)) {
          results.forEachChild(group, file, outcomes::add);
        }
      }
    }
    return new ResumedMapRun(
        header,
        bucket,
        folder,
        redriveCount,
        outcomes,
        () -> {
          besides.run();
          return settle(results, complete);
        },
        announced,
        hold,
        store);
  }

  private static boolean staysAsItIs(ResultGroup group, ResultFiles.File file) {
    return !file.growing() && group == ResultGroup.SUCCEEDED;
  }

  /**
   * Completes what was written as it is, and opens again what was booked as aborted or pending.
   *
   * @param outcomes of the files that stay as they are
   */
  private Map<ResultGroup, List<ResultFiles.File>> settle(ResultFiles results, Outcomes outcomes)
      throws IOException {
    // Without it, the run is unfinished, whatever else is done by the time of a crash.
    store.delete(bucket, ResultWriter.redriveFolder(folder, redriveCount) + ResultWriter.MANIFEST);
    for (ResultFiles.File file : results.files(ResultGroup.PENDING)) {
      store.discard(bucket, file.key());
      store.delete(bucket, file.key());
    }
    Map<ResultGroup, List<ResultFiles.File>> complete = new EnumMap<>(ResultGroup.class);
    complete.put(ResultGroup.PENDING, List.of());
    for (ResultGroup group : WITH_OUTCOMES) {
      List<ResultFiles.File> files = new ArrayList<>();
      for (ResultFiles.File file : results.files(group)) {
        settle(results, group, file, outcomes).ifPresent(files::add);
      }
      complete.put(group, List.copyOf(files));
    }
    return complete;
  }

  /** Completes a file with those of its children whose outcome stays. */
  private Optional<ResultFiles.File> settle(
      ResultFiles results, ResultGroup group, ResultFiles.File file, Outcomes outcomes)
      throws IOException {
    if (staysAsItIs(group, file)) {
      store.discard(bucket, file.key()); // a crash may have left it beside its completed self
      return Optional.of(file);
    }
    Upload upload = store.create(bucket, file.key());
    OutputType type = OutputType.ofFile(file.key());
    long size;
    try {
      OutputStream out = new BufferedOutputStream(upload, 256 * 1024);
      long[] written = {0};
      results.forEachChild(
          group,
          file,
          child -> {
            if (outcomes.add(child)) {
              written[0] += ResultWriter.append(out, child, written[0] == 0, type);
            }
          });
      byte[] closing = type.closing(written[0] == 0).getBytes(StandardCharsets.US_ASCII);
      out.write(closing);
      size = written[0] + closing.length;
      out.flush();
    } catch (IOException | RuntimeException e) {
      upload.abort();
      throw e;
    }
    upload.close();
    store.discard(bucket, file.key());
    return Optional.of(new ResultFiles.File(file.key(), size));
  }

  /** Removes what tells that the run is unfinished; its results stay. */
  public void forget() throws IOException {
    RunJournal.discard(store, bucket, folder, redriveCount);
  }
}
