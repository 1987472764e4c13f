package io.tenfold.local.map.result;

import io.tenfold.local.json.Json;
import io.tenfold.local.json.JsonBuffer;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ObjectStore.Upload;
import io.tenfold.local.port.ServiceException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Writes a Map Run's children to result files as they end, and a manifest at last; it holds a
 * buffer per group of files, however many children there are.
 *
 * <p>The files are {@code <prefix>/<map run id>/SUCCEEDED_0.json} and so on, each an array of
 * children, and {@code manifest.json} beside them names them. Where the store can, they {@linkplain
 * ObjectStore#grow grow} under names of their own until they are complete, so that {@link
 * io.tenfold.local.map.run.UnfinishedMapRun} reads what became of the records while the run goes on
 * and after any end. A child is with the operating system {@value #FLUSH_MILLIS} ms after it ended
 * at the latest, which is what a kill of the process may lose, and on the disk {@value
 * #SYNC_MILLIS} ms later, which is what a loss of power may.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html">ResultWriter</a>
 */
public final class ResultWriter implements ChildResults {
  /** What a result file of AWS's holds at most, in bytes. */
  public static final long MAX_FILE_BYTES = 5_000_000_000L;

  /** The name of the manifest, beside the files. */
  public static final String MANIFEST = "manifest.json";

  private static final String REDRIVE = "Redrive-";

  /** For how long a child's result is in this process's memory alone, at most. */
  public static final long FLUSH_MILLIS = 100;

  /** How often what was written is brought to the disk. */
  static final long SYNC_MILLIS = 5_000;

  // Fixed at milliseconds: ISO_INSTANT would drop them at a whole second.
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final ObjectStore store;
  private final String bucket;
  private final String folder;
  private final String mapRunArn;
  private final long maxFileBytes;
  private final WriterConfig config;
  private final Map<ResultGroup, GroupFiles> groups = new EnumMap<>(ResultGroup.class);
  private final Runnable beat;
  private final Thread flusher;
  private volatile boolean ended;

  /**
   * Takes where to write, whose results they are, and the size in bytes at which a file is
   * continued in the next ({@link #MAX_FILE_BYTES} as AWS does).
   */
  public ResultWriter(
      ObjectStore store,
      String bucket,
      String prefix,
      String mapRunArn,
      String mapRunId,
      long maxFileBytes) {
    this(
        store,
        bucket,
        folder(prefix, mapRunId),
        mapRunArn,
        maxFileBytes,
        WriterConfig.EXPORTED,
        group -> List.of(),
        () -> {});
  }

  /**
   * As the other constructor, for a run that may be resumed.
   *
   * @param folder where the files are, with its slash
   * @param config what the files have of a child
   * @param complete the files that each group has already
   * @param beat what is to be done whenever buffers are flushed
   */
  public ResultWriter(
      ObjectStore store,
      String bucket,
      String folder,
      String mapRunArn,
      long maxFileBytes,
      WriterConfig config,
      Function<ResultGroup, List<ResultFiles.File>> complete,
      Runnable beat) {
    this.store = Objects.requireNonNull(store);
    this.bucket = Objects.requireNonNull(bucket);
    this.mapRunArn = Objects.requireNonNull(mapRunArn);
    this.maxFileBytes = maxFileBytes;
    this.config = config;
    this.folder = folder;
    this.beat = beat;
    for (ResultGroup group : ResultGroup.values()) {
      groups.put(group, new GroupFiles(group, complete.apply(group)));
    }
    flusher = startFlusher();
  }

  /** Returns the folder of a run's results, with its slash. */
  public static String folder(String prefix, String mapRunId) {
    String parent = prefix == null ? "" : prefix.replaceFirst("/+$", "");
    return (parent.isEmpty() ? "" : parent + "/") + mapRunId + "/";
  }

  /**
   * Returns the folder of a redrive's results, below that of the run, as recorded on AWS: its
   * manifest also names the files with what had succeeded before.
   *
   * @param count which redrive it is, from 1; 0 for the run's own folder
   */
  public static String redriveFolder(String folder, int count) {
    return count == 0 ? folder : folder + REDRIVE + count + "/";
  }

  /** Returns the folder of a run that has its manifest, or that of a redrive, at this key. */
  public static String runFolder(String manifestKey) {
    return manifestKey.replaceFirst("(" + REDRIVE + "[0-9]+/)?[^/]*$", "");
  }

  /** Returns a file's key. */
  static String key(String folder, ResultGroup group, int number, OutputType type) {
    return folder + group + "_" + number + type.suffix();
  }

  private Thread startFlusher() {
    Thread thread = new Thread(this::flushNowAndThen, "tenfold-results");
    thread.setDaemon(true);
    try {
      thread.start();
      return thread;
    } catch (OutOfMemoryError e) {
      return null; // no thread to be had: every child is flushed as it is written
    }
  }

  private void flushNowAndThen() {
    long synced = System.nanoTime();
    try {
      while (!ended) {
        Thread.sleep(FLUSH_MILLIS / 2);
        groups.values().forEach(GroupFiles::flush);
        beat.run();
        if (System.nanoTime() - synced > SYNC_MILLIS * 1_000_000) {
          groups.values().forEach(GroupFiles::sync);
          synced = System.nanoTime();
        }
      }
    } catch (InterruptedException e) {
      // The files are complete, or given up.
    }
  }

  /**
   * Adds a child to its group's file; any number of threads may call this at once.
   *
   * @throws ResultWriterFailed if the store refuses or fails
   * @throws IllegalStateException after {@link #finish()} or {@link #close()}
   */
  @Override
  public void write(ChildExecution child) {
    GroupFiles files = groups.get(child.group());
    // Encoded before the lock is taken, so that threads wait only for the copy.
    files.write(line(child));
  }

  private JsonBuffer line(ChildExecution child) {
    return config.isWhole(child)
        ? encode(child)
        : new JsonBuffer(2048).raw(config.joined(child).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Completes the files, writes the manifest after them, and returns where it is.
   *
   * @throws ResultWriterFailed if the store refuses or fails; no manifest is written then
   * @throws IllegalStateException after {@link #finish()} or {@link #close()}
   */
  @Override
  public ManifestLocation finish() {
    requireOpen();
    end();
    Map<String, Object> resultFiles = new LinkedHashMap<>();
    for (ResultGroup group :
        List.of(ResultGroup.FAILED, ResultGroup.PENDING, ResultGroup.SUCCEEDED)) {
      resultFiles.put(group.name(), groups.get(group).finish());
    }
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("DestinationBucket", bucket);
    manifest.put("MapRunArn", mapRunArn);
    manifest.put("ResultFiles", resultFiles);
    String key = folder + MANIFEST;
    try {
      Upload upload = store.create(bucket, key);
      try {
        upload.write(Json.writeBytes(manifest));
      } catch (IOException | RuntimeException e) {
        upload.abort();
        throw e;
      }
      upload.close();
    } catch (IOException | ServiceException e) {
      throw failed(key, e);
    }
    return new ManifestLocation(bucket, key);
  }

  /**
   * Gives up the files that are not complete, unless {@link #finish()} was called; what was written
   * stays, without a manifest, as far as the store keeps it.
   */
  @Override
  public void close() {
    end();
    groups.values().forEach(GroupFiles::abort);
  }

  private void end() {
    ended = true;
    if (flusher != null) {
      flusher.interrupt();
    }
  }

  private void requireOpen() {
    if (ended) {
      throw new IllegalStateException("The results are complete or were given up");
    }
  }

  private ResultWriterFailed failed(String key, Exception e) {
    return ResultWriterFailed.at("s3://" + bucket + "/" + key, e);
  }

  /**
   * Writes a child to a result file, after what stands before it, and returns how many bytes that
   * took.
   */
  public static int append(OutputStream out, ChildExecution child, boolean first, OutputType type) {
    try {
      JsonBuffer line = encode(child);
      byte[] before = type.before(first).getBytes(StandardCharsets.US_ASCII);
      out.write(before);
      line.writeTo(out);
      return before.length + line.length();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a child as a result file has it. */
  public static String json(ChildExecution child) {
    return new String(encode(child).toBytes(), StandardCharsets.UTF_8);
  }

  private static JsonBuffer encode(ChildExecution child) {
    JsonBuffer line = new JsonBuffer(2048);
    line.raw("{\"ExecutionArn\":").string(child.executionArn());
    line.raw(",\"Input\":").string(child.inputJson());
    line.raw(",\"InputDetails\":{\"Included\":true},\"Name\":").string(child.name());
    if (child.outputJson() != null) {
      line.raw(",\"Output\":").string(child.outputJson());
      line.raw(",\"OutputDetails\":{\"Included\":true}");
    }
    if (child.error() != null) {
      line.raw(",\"Error\":").string(child.error());
    }
    if (child.cause() != null) {
      line.raw(",\"Cause\":").string(child.cause());
    }
    line.raw(",\"RedriveCount\":").raw(Integer.toString(child.redriveCount()));
    line.raw(
        child.group() == ResultGroup.SUCCEEDED
            ? ",\"RedriveStatus\":\"NOT_REDRIVABLE\",\"RedriveStatusReason\":"
                + "\"Execution is SUCCEEDED and cannot be redriven\""
            : ",\"RedriveStatus\":\"REDRIVABLE_BY_MAP_RUN\"");
    date(line, ",\"StartDate\":", child.startDate());
    line.raw(",\"StateMachineArn\":").string(child.stateMachineArn());
    line.raw(",\"Status\":").string(child.status());
    date(line, ",\"StopDate\":", child.stopDate());
    return line.raw("}");
  }

  private static void date(JsonBuffer line, String name, Instant instant) {
    if (instant != null) {
      line.raw(name).string(DATE.format(instant));
    }
  }

  /** One group's files: those complete, and the one being written, if any. */
  private final class GroupFiles {
    private final ResultGroup group;
    private final List<Object> complete = new ArrayList<>();
    private int number;
    private String key;
    private volatile Upload upload;
    private OutputStream out;
    private long size;
    private Exception failure;
    private boolean buffered;
    private long flushedAt = System.nanoTime();

    GroupFiles(ResultGroup group, List<ResultFiles.File> before) {
      this.group = group;
      for (ResultFiles.File file : before) {
        complete.add(entry(file.key(), file.size()));
        // A redrive begins with files of its own.
        if (file.key().lastIndexOf('/') == folder.length() - 1) {
          number++;
        }
      }
    }

    synchronized void write(JsonBuffer line) {
      requireUsable();
      if (line.length() == 0) {
        return; // an empty array has no elements
      }
      try {
        // The comma before the record and the bracket after the last.
        if (upload != null && size + line.length() + 2 > maxFileBytes) {
          complete();
        }
        if (upload == null) {
          key = ResultWriter.key(folder, group, number++, config.outputType());
          upload = store.grow(bucket, key);
          out = new BufferedOutputStream(upload, 256 * 1024);
          put(config.outputType().before(true));
        } else {
          put(config.outputType().before(false));
        }
        line.writeTo(out);
        size += line.length();
        buffered = true;
        if (flusher == null || System.nanoTime() - flushedAt > FLUSH_MILLIS * 1_000_000) {
          flushBuffer();
        }
      } catch (IOException | ServiceException e) {
        failure = e;
        throw failed(key, e);
      }
    }

    private void put(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
      size += text.length();
    }

    private void requireUsable() {
      requireOpen();
      if (failure != null) {
        // What was buffered may be half written; going on would leave a file that is no JSON.
        throw failed(key, failure);
      }
    }

    /** Hands over what is buffered; a fault shows at the next write, or at the end. */
    synchronized void flush() {
      if (buffered && upload != null && failure == null) {
        try {
          flushBuffer();
        } catch (IOException e) {
          failure = e;
        }
      }
    }

    private void flushBuffer() throws IOException {
      out.flush();
      buffered = false;
      flushedAt = System.nanoTime();
    }

    /** Not under the lock: writers need not wait for the disk. */
    void sync() {
      Upload growing = upload;
      if (growing != null) {
        try {
          growing.sync();
        } catch (IOException e) {
          // It may have been completed meanwhile; a disk that fails shows in the writes.
        }
      }
    }

    private void complete() throws IOException {
      put(config.outputType().closing(false));
      out.flush();
      buffered = false;
      upload.close();
      upload = null;
      complete.add(entry(key, size));
      size = 0;
    }

    private static Map<String, Object> entry(String key, long size) {
      Map<String, Object> file = new LinkedHashMap<>();
      file.put("Key", key);
      file.put("Size", size);
      return file;
    }

    synchronized List<Object> finish() {
      if (failure != null) {
        throw failed(key, failure);
      }
      try {
        if (upload != null) {
          complete();
        }
      } catch (IOException | ServiceException e) {
        failure = e;
        throw failed(key, e);
      }
      return complete;
    }

    synchronized void abort() {
      if (upload != null) {
        flush();
        upload.abort();
        upload = null;
      }
    }
  }
}
