package io.tenfold.local.map;

import io.tenfold.local.json.Json;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ObjectStore.Upload;
import io.tenfold.local.port.ServiceException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes a Map Run's children to result files as they end, and a manifest at last; it holds a
 * buffer per group of files, however many children there are.
 *
 * <p>The files are {@code <prefix>/<map run id>/SUCCEEDED_0.json} and so on, each an array of
 * children, and {@code manifest.json} beside them names them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html">ResultWriter</a>
 */
public final class ResultWriter implements AutoCloseable {
  /** What a result file of AWS's holds at most, in bytes. */
  public static final long MAX_FILE_BYTES = 5_000_000_000L;

  // Fixed at milliseconds: ISO_INSTANT would drop them at a whole second.
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final ObjectStore store;
  private final String bucket;
  private final String folder;
  private final String mapRunArn;
  private final long maxFileBytes;
  private final Map<ResultGroup, GroupFiles> groups = new EnumMap<>(ResultGroup.class);
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
    this.store = Objects.requireNonNull(store);
    this.bucket = Objects.requireNonNull(bucket);
    this.mapRunArn = Objects.requireNonNull(mapRunArn);
    this.maxFileBytes = maxFileBytes;
    String parent = prefix == null ? "" : prefix.replaceFirst("/+$", "");
    this.folder = (parent.isEmpty() ? "" : parent + "/") + mapRunId + "/";
    for (ResultGroup group : ResultGroup.values()) {
      groups.put(group, new GroupFiles(group));
    }
  }

  /**
   * Adds a child to its group's file; any number of threads may call this at once.
   *
   * @throws ResultWriterFailed if the store refuses or fails
   * @throws IllegalStateException after {@link #finish()} or {@link #close()}
   */
  public void write(ChildExecution child) {
    GroupFiles files = groups.get(child.group());
    // Encoded before the lock is taken, so that threads wait only for the copy.
    JsonLine line = encode(child);
    files.write(line);
  }

  /**
   * Completes the files, writes the manifest after them, and returns where it is.
   *
   * @throws ResultWriterFailed if the store refuses or fails; no manifest is written then
   * @throws IllegalStateException after {@link #finish()} or {@link #close()}
   */
  public ManifestLocation finish() {
    requireOpen();
    ended = true;
    Map<String, Object> resultFiles = new LinkedHashMap<>();
    for (ResultGroup group :
        List.of(ResultGroup.FAILED, ResultGroup.PENDING, ResultGroup.SUCCEEDED)) {
      resultFiles.put(group.name(), groups.get(group).finish());
    }
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("DestinationBucket", bucket);
    manifest.put("MapRunArn", mapRunArn);
    manifest.put("ResultFiles", resultFiles);
    String key = folder + "manifest.json";
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
   * Gives up the files that are not complete, unless {@link #finish()} was called; what was
   * completed stays, without a manifest.
   */
  @Override
  public void close() {
    ended = true;
    groups.values().forEach(GroupFiles::abort);
  }

  private void requireOpen() {
    if (ended) {
      throw new IllegalStateException("The results are complete or were given up");
    }
  }

  private ResultWriterFailed failed(String key, Exception e) {
    String name = e instanceof ServiceException service ? service.errorName() + ": " : "";
    return new ResultWriterFailed(
        "Can't write s3://" + bucket + "/" + key + ": " + name + e.getMessage(), e);
  }

  private static JsonLine encode(ChildExecution child) {
    JsonLine line = new JsonLine();
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
    line.raw(
        child.group() == ResultGroup.SUCCEEDED
            ? ",\"RedriveCount\":0,\"RedriveStatus\":\"NOT_REDRIVABLE\",\"RedriveStatusReason\":"
                + "\"Execution is SUCCEEDED and cannot be redriven\""
            : ",\"RedriveCount\":0,\"RedriveStatus\":\"REDRIVABLE_BY_MAP_RUN\"");
    date(line, ",\"StartDate\":", child.startDate());
    line.raw(",\"StateMachineArn\":").string(child.stateMachineArn());
    line.raw(",\"Status\":").string(child.status());
    date(line, ",\"StopDate\":", child.stopDate());
    return line.raw("}");
  }

  private static void date(JsonLine line, String name, Instant instant) {
    if (instant != null) {
      line.raw(name).string(DATE.format(instant));
    }
  }

  /** One group's files: those complete, and the one being written, if any. */
  private final class GroupFiles {
    private final ResultGroup group;
    private final List<Object> complete = new ArrayList<>();
    private String key;
    private Upload upload;
    private OutputStream out;
    private long size;
    private boolean failed;

    GroupFiles(ResultGroup group) {
      this.group = group;
    }

    synchronized void write(JsonLine line) {
      requireUsable();
      try {
        // The comma before the record and the bracket after the last.
        if (upload != null && size + line.length() + 2 > maxFileBytes) {
          complete();
        }
        if (upload == null) {
          key = folder + group + "_" + complete.size() + ".json";
          upload = store.create(bucket, key);
          out = new BufferedOutputStream(upload, 256 * 1024);
          out.write('[');
        } else {
          out.write(',');
        }
        line.writeTo(out);
        size += 1 + line.length();
      } catch (IOException | ServiceException e) {
        failed = true;
        throw failed(key, e);
      }
    }

    private void requireUsable() {
      requireOpen();
      if (failed) {
        // What was buffered may be half written; going on would leave a file that is no JSON.
        throw new ResultWriterFailed(
            "Can't write s3://" + bucket + "/" + key + ": an earlier write failed", null);
      }
    }

    private void complete() throws IOException {
      out.write(']');
      out.flush();
      upload.close();
      upload = null;
      Map<String, Object> file = new LinkedHashMap<>();
      file.put("Key", key);
      file.put("Size", size + 1);
      complete.add(file);
      size = 0;
    }

    synchronized List<Object> finish() {
      if (failed) {
        throw new ResultWriterFailed(
            "Can't complete s3://" + bucket + "/" + key + ": an earlier write failed", null);
      }
      try {
        if (upload != null) {
          complete();
        }
      } catch (IOException | ServiceException e) {
        failed = true;
        throw failed(key, e);
      }
      return complete;
    }

    synchronized void abort() {
      if (upload != null) {
        upload.abort();
        upload = null;
      }
    }
  }
}
