package io.tenfold.local.map.run;

import io.tenfold.local.json.Json;
import io.tenfold.local.map.read.ItemReaderFailed;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.map.result.ResultWriter;
import io.tenfold.local.map.result.ResultWriterFailed;
import io.tenfold.local.port.GrowingObjects;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ServiceException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a Map Run writes down before it does anything, so that whoever finds it unfinished knows
 * what it was and which of its items may have been started: an unfinished object {@code
 * journal.jsonl} beside its results, JSON Lines. The first line says what the run is; the last
 * number says that no item from that position on was started.
 *
 * <p>A number is with the operating system before the first item below it starts, so a kill of the
 * process loses none; after a loss of power, of which the boot id tells, the last ones may be
 * missing. While items start in quick succession a number announces some that are not started yet,
 * and is corrected when they have not been for a moment.
 */
final class RunJournal implements Closeable {
  static final String NAME = "journal.jsonl";

  /** The member of a line that says which redrive begins there. */
  static final String REDRIVEN = "redriven";

  /** A line for each start would cost a fast run too much. */
  private static final long MOST_AHEAD = 1024;

  private static final long SHORT_NANOS = 5_000_000;
  private static final long CORRECTED_AFTER_NANOS = 50_000_000;

  /**
   * What a run is.
   *
   * @param input the execution's input, a JSON value
   * @param items how many items its dataset has
   * @param fingerprint what tells the dataset's bytes from others', see {@link
   *     Dataset#fingerprint()}; empty where it is no object
   * @param reader how the dataset is read; null where it is no object, and in journals from before
   *     that was written
   * @param batched whether a child runs a batch of items, which follow one another
   */
  record Header(
      String mapRunArn,
      String executionArn,
      Instant startDate,
      Object input,
      long items,
      String fingerprint,
      ReaderConfig reader,
      boolean batched) {

    /**
     * Checks that a dataset is the one of this run.
     *
     * @throws ItemReaderFailed if it is another
     */
    void requireSame(long itemsNow, String fingerprintNow) {
      if (items != itemsNow || !fingerprint.equals(fingerprintNow)) {
        throw new ItemReaderFailed(
            String.format(
                "The dataset is not the one that this run began with: it had %,d items (%s) and"
                    + " now has %,d (%s); put the file back as it was, or run the new one as a"
                    + " batch of its own",
                items, fingerprint, itemsNow, fingerprintNow),
            null);
      }
    }
  }

  private final ObjectStore.Upload out;
  private final Closeable hold;
  private final String address;
  private long announced;
  private long started;
  private long ahead = 1;
  private long announcedAt = System.nanoTime();

  private RunJournal(ObjectStore.Upload out, Closeable hold, String address, long announced) {
    this.out = out;
    this.hold = hold;
    this.address = address;
    this.announced = announced;
    this.started = announced;
  }

  /**
   * Starts the journal of a new run; one that keeps nothing, where the store keeps no unfinished
   * objects.
   *
   * @throws ResultWriterFailed if it can't be written
   */
  static RunJournal start(ObjectStore store, String bucket, String folder, Header header) {
    String key = folder + NAME;
    String address = "s3://" + bucket + "/" + key;
    if (!(store instanceof GrowingObjects objects)) {
      return none();
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("mapRunArn", header.mapRunArn());
    line.put("executionArn", header.executionArn());
    line.put("startDate", header.startDate().toString());
    line.put("input", header.input());
    line.put("items", header.items());
    line.put("fingerprint", header.fingerprint());
    line.put("reader", header.reader() == null ? null : header.reader().fields());
    line.put("batched", header.batched());
    line.put("boot", bootId());
    try {
      Closeable hold =
          objects
              .hold(bucket, key)
              .orElseThrow(() -> new IOException("another process writes to it"));
      return open(objects, bucket, key, hold, 0, line);
    } catch (IOException | ServiceException e) {
      throw ResultWriterFailed.at(address, e);
    }
  }

  /** Returns one that keeps nothing, of a run whose results are not kept either. */
  static RunJournal none() {
    return new RunJournal(null, () -> {}, "", 0);
  }

  /**
   * Goes on with the journal of a run that is resumed.
   *
   * @param hold on it, which is closed with this
   * @throws ResultWriterFailed if it can't be written
   */
  static RunJournal resume(
      GrowingObjects store, String bucket, String folder, Closeable hold, long announced) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("resumed", Instant.now().toString());
    line.put("boot", bootId());
    try {
      return open(store, bucket, folder + NAME, hold, announced, line);
    } catch (IOException | ServiceException e) {
      throw ResultWriterFailed.at("s3://" + bucket + "/" + folder + NAME, e);
    }
  }

  /**
   * Goes on with the journal of a run that is redriven by the process that ran it.
   *
   * @param count which redrive it is, from 1
   * @throws ResultWriterFailed if it can't be written, or another process has resumed the run
   */
  static RunJournal redrive(
      GrowingObjects store, String bucket, String folder, long announced, int count) {
    try {
      Closeable hold =
          store
              .hold(bucket, folder + NAME)
              .orElseThrow(() -> new IOException("another process writes to it"));
      return open(store, bucket, folder + NAME, hold, announced, redriven(count));
    } catch (IOException | ServiceException e) {
      throw ResultWriterFailed.at("s3://" + bucket + "/" + folder + NAME, e);
    }
  }

  private static Map<String, Object> redriven(int count) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(REDRIVEN, count);
    line.put("boot", bootId());
    return line;
  }

  /** Removes a run's journal, with the folders in which its files and those of redrives grew. */
  static void discard(GrowingObjects store, String bucket, String folder, int redrives)
      throws IOException {
    for (int redrive = redrives; redrive >= 0; redrive--) {
      store.discard(bucket, ResultWriter.redriveFolder(folder, redrive) + NAME);
    }
  }

  /** Says of a journal that was started that it is a redrive's. */
  synchronized RunJournal redriving(int count) {
    try {
      if (out != null) {
        out.write(bytes(Json.write(redriven(count)) + "\n"));
      }
      return this;
    } catch (IOException e) {
      close();
      throw ResultWriterFailed.at(address, e);
    }
  }

  private static RunJournal open(
      GrowingObjects store,
      String bucket,
      String key,
      Closeable hold,
      long announced,
      Map<String, Object> line)
      throws IOException {
    ObjectStore.Upload out = store.grow(bucket, key);
    try {
      // What a killed process had half written must not run into this line.
      out.write(bytes((announced > 0 ? "\n" : "") + Json.write(line) + "\n"));
      out.sync();
      return new RunJournal(out, hold, "s3://" + bucket + "/" + key, announced);
    } catch (IOException e) {
      out.abort();
      throw e;
    }
  }

  /**
   * Says, before it is started, that an item may have been started; positions come in order.
   *
   * @throws ResultWriterFailed if that can't be written; the item must not be started then
   */
  synchronized void starting(long position) {
    started = Math.max(started, position + 1);
    if (out == null || position < announced) {
      return;
    }
    long now = System.nanoTime();
    ahead = now - announcedAt < SHORT_NANOS ? Math.min(ahead * 2, MOST_AHEAD) : 1;
    announcedAt = now;
    try {
      out.write(bytes(position + ahead + "\n"));
    } catch (IOException e) {
      throw ResultWriterFailed.at(address, e);
    }
    announced = position + ahead;
  }

  /** Takes back what was announced and not started for a moment; to be called now and then. */
  synchronized void correct() {
    if (out == null
        || started == announced
        || System.nanoTime() - announcedAt < CORRECTED_AFTER_NANOS) {
      return;
    }
    try {
      out.write(bytes(started + "\n"));
      announced = started;
    } catch (IOException e) {
      // It announces too many, which is no loss; a full disk shows when an item is to start.
    }
  }

  /** Returns from which position on no item was started. */
  synchronized long announced() {
    return announced;
  }

  /** Returns the id of this boot of the machine, empty where it has none. */
  static String bootId() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id"), StandardCharsets.US_ASCII)
          .strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Ends the writing; the journal stays for whoever resumes the run. */
  @Override
  public synchronized void close() {
    if (out != null) {
      out.abort();
    }
    release(hold);
  }

  static void release(Closeable hold) {
    try {
      hold.close();
    } catch (IOException e) {
      // It is let go with the process at the latest.
    }
  }
}
