package io.tenfold.local.map.result;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.JsonTexts;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.port.GrowingObjects;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A Map Run's results, read back by their manifest, or as far as they go, a child at a time. */
public final class ResultFiles {

  /**
   * A result file.
   *
   * @param size in bytes as the manifest has it; of a file that grows, 0
   * @param growing whether it is not complete, so that its end may be missing
   */
  public record File(String key, long size, boolean growing) {
    /** Takes a complete file. */
    public File(String key, long size) {
      this(key, size, false);
    }
  }

  /** Results that are missing or are not what a ResultWriter writes. */
  public static sealed class Unreadable extends RuntimeException permits OutputsAlone {
    private static final long serialVersionUID = 1L;

    Unreadable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Results that have no children, but what they returned. */
  private static final class OutputsAlone extends Unreadable {
    private static final long serialVersionUID = 1L;

    OutputsAlone(String bucket, String key) {
      super(
          "s3://"
              + bucket
              + "/"
              + key
              + " has what the children returned and not the children, as a ResultWriter with the"
              + " Transformation COMPACT or FLATTEN leaves it: which record an output belongs to"
              + " can't be told from it. Read it with a tool of your own, or give the WriterConfig"
              + " the Transformation NONE",
          null);
    }
  }

  private final ObjectStore store;
  private final String bucket;
  private final String mapRunArn;
  private final Map<ResultGroup, List<File>> files = new EnumMap<>(ResultGroup.class);

  /**
   * Reads a manifest.
   *
   * @throws Unreadable if it is missing or is no manifest
   */
  public ResultFiles(ObjectStore store, String bucket, String manifestKey) {
    this.store = store;
    Object document;
    try (InputStream in = store.open(bucket, manifestKey)) {
      document = Json.parse(in.readAllBytes());
    } catch (IOException | ServiceException | MalformedJson e) {
      throw unreadable(bucket, manifestKey, e);
    }
    try {
      Map<?, ?> manifest = (Map<?, ?>) document;
      this.bucket = (String) manifest.get("DestinationBucket");
      this.mapRunArn = (String) manifest.get("MapRunArn");
      Map<?, ?> groups = (Map<?, ?>) manifest.get("ResultFiles");
      for (ResultGroup group : ResultGroup.values()) {
        List<File> list = new ArrayList<>();
        for (Object entry : (List<?>) groups.get(group.name())) {
          Map<?, ?> file = (Map<?, ?>) entry;
          list.add(new File((String) file.get("Key"), ((Number) file.get("Size")).longValue()));
        }
        files.put(group, List.copyOf(list));
      }
    } catch (ClassCastException | NullPointerException e) {
      throw new Unreadable(
          "s3://" + bucket + "/" + manifestKey + " is not the manifest of a Map Run", e);
    }
  }

  private ResultFiles(GrowingObjects store, String bucket, String mapRunArn) {
    this.store = store;
    this.bucket = bucket;
    this.mapRunArn = mapRunArn;
  }

  /**
   * Finds what there is, by now, of the results of a run that has no manifest: of a file that grows
   * its children up to the last that is whole. What failed comes newest first, so that of a child
   * which was redriven the first one found is the last.
   *
   * @param folder where the files are, with its slash
   * @param redrives how often the run was redriven
   */
  public static ResultFiles unfinished(
      GrowingObjects store, String bucket, String folder, int redrives, String mapRunArn)
      throws IOException {
    ResultFiles results = new ResultFiles(store, bucket, mapRunArn);
    for (ResultGroup group : ResultGroup.values()) {
      List<File> list = new ArrayList<>();
      for (int redrive = 0; redrive <= redrives; redrive++) {
        for (OutputType type : OutputType.values()) { // a run has files of one type
          list.addAll(
              group == ResultGroup.FAILED ? 0 : list.size(),
              unfinished(store, bucket, ResultWriter.redriveFolder(folder, redrive), group, type));
        }
      }
      results.files.put(group, List.copyOf(list));
    }
    return results;
  }

  private static List<File> unfinished(
      GrowingObjects store, String bucket, String folder, ResultGroup group, OutputType type)
      throws IOException {
    List<File> list = new ArrayList<>();
    String key = ResultWriter.key(folder, group, 0, type);
    while (isThere(store, bucket, key)) {
      list.add(new File(key, store.head(bucket, key).size()));
      key = ResultWriter.key(folder, group, list.size(), type);
    }
    try {
      store.openGrowing(bucket, key).close();
      list.add(new File(key, 0, true));
    } catch (ServiceException e) {
      // None grows; or it was completed since, which whoever reads next will see.
    }
    return list;
  }

  private static boolean isThere(GrowingObjects store, String bucket, String key)
      throws IOException {
    try {
      store.head(bucket, key);
      return true;
    } catch (ServiceException e) {
      return false;
    }
  }

  /** Removes all of them, those that grow too. */
  public void delete(GrowingObjects objects) throws IOException {
    for (List<File> group : files.values()) {
      for (File file : group) {
        objects.discard(bucket, file.key());
        objects.delete(bucket, file.key());
      }
    }
  }

  /** Returns the ARN of the Map Run that wrote them. */
  public String mapRunArn() {
    return mapRunArn;
  }

  /** Returns a group's files in order. */
  public List<File> files(ResultGroup group) {
    return files.get(group);
  }

  /** Takes part in reading all results through. */
  public interface Visitor {
    /**
     * Takes a child.
     *
     * @param records how many records it ran, 1 but for a batch
     */
    default void child(ChildExecution child, int records) {}

    /** Takes a record of a group, as {@link ResultFiles#forEach} has it. */
    void record(ResultGroup group, ChildExecution record);

    /** Is told that everything was read. */
    default void end() {}
  }

  /**
   * Reads all files once, each child of which is handed on as {@link #forEachChild} and its records
   * as {@link #forEach} does; those that failed in batches come among those that succeeded.
   *
   * @throws Unreadable as {@link #forEach}
   */
  public void readThrough(Visitor visitor) {
    BatchRecords batches = new BatchRecords(store, bucket);
    for (ResultGroup group : ResultGroup.values()) {
      for (File file : files.get(group)) {
        try (Children children = new Children(file, group)) {
          for (ChildExecution child = children.next(); child != null; child = children.next()) {
            int items = batches.forEach(child, isIn(group), visitor::record);
            visitor.child(child, items == BatchRecords.NO_BATCH ? 1 : items);
          }
        } catch (IOException | MalformedJson | ClassCastException e) {
          throw unreadable(bucket, file.key(), e);
        }
      }
    }
    visitor.end();
  }

  /** Returns which groups a file of a group has records of. */
  private static Predicate<ResultGroup> isIn(ResultGroup group) {
    return of -> of == group || group == ResultGroup.SUCCEEDED && of == ResultGroup.FAILED;
  }

  /**
   * Hands every record of a group to the consumer, in the files' order: a child that ran one as it
   * is, and of a child that ran a batch its records of this group, each as if it had had a child of
   * its own. FAILED has the failed records of batches that are in the SUCCEEDED files.
   *
   * @throws Unreadable if a file is missing, has another size than the manifest says, or is no
   *     array of children of this group
   */
  public void forEach(ResultGroup group, Consumer<ChildExecution> consumer) {
    for (File file : files.get(group)) {
      records(group, file, group, consumer);
    }
    if (group == ResultGroup.FAILED) {
      for (File file : files.get(ResultGroup.SUCCEEDED)) {
        if (!records(ResultGroup.SUCCEEDED, file, group, consumer)) {
          return; // No child of this run has more than one record.
        }
      }
    }
  }

  /** Counts the records that failed or timed out; those that were aborted have no outcome. */
  public long failedRecords() {
    long[] failed = {0};
    forEach(
        ResultGroup.FAILED,
        record -> {
          if (!record.status().equals("ABORTED")) {
            failed[0]++;
          }
        });
    return failed[0];
  }

  /** Hands on a file's records of a group, and tells whether its children run batches. */
  private boolean records(
      ResultGroup of, File file, ResultGroup group, Consumer<ChildExecution> consumer) {
    BatchRecords batches = new BatchRecords(store, bucket);
    try (Children children = new Children(file, of)) {
      for (ChildExecution child = children.next(); child != null; child = children.next()) {
        if (!batches.forEach(child, group, consumer) && of != group) {
          return false;
        }
      }
    } catch (IOException | MalformedJson | ClassCastException e) {
      throw unreadable(bucket, file.key(), e);
    }
    return true;
  }

  /**
   * Hands every child of a group to the consumer, in the files' order.
   *
   * @throws Unreadable as {@link #forEach}
   */
  public void forEachChild(ResultGroup group, Consumer<ChildExecution> consumer) {
    for (File file : files.get(group)) {
      forEachChild(group, file, consumer);
    }
  }

  /** As {@link #forEachChild(ResultGroup, Consumer)}, for one file of the group. */
  public void forEachChild(ResultGroup group, File file, Consumer<ChildExecution> consumer) {
    try (Children children = new Children(file, group)) {
      for (ChildExecution child = children.next(); child != null; child = children.next()) {
        consumer.accept(child);
      }
    }
  }

  /** One file's children, read one by one. */
  private final class Children implements AutoCloseable {
    private final File file;
    private final ResultGroup group;
    private final JsonTexts texts;
    private final JsonParser parser;
    private final ChildReader reader = new ChildReader();

    Children(File file, ResultGroup group) {
      this.file = file;
      this.group = group;
      try {
        if (!file.growing()) {
          long size = store.head(bucket, file.key()).size();
          if (size != file.size()) {
            throw new IOException("the manifest says " + file.size() + " bytes but it has " + size);
          }
        }
        texts = new JsonTexts(open());
        parser = texts.parser();
      } catch (IOException | ServiceException e) {
        throw unreadable(bucket, file.key(), e);
      }
    }

    private InputStream open() throws IOException {
      if (file.growing()) {
        try {
          return ((GrowingObjects) store).openGrowing(bucket, file.key());
        } catch (ServiceException e) {
          // Completed since it was found.
        }
      }
      return store.open(bucket, file.key());
    }

    /** Returns the next child, or null at the end of the file, or of what is whole of it. */
    ChildExecution next() {
      if (!file.growing()) {
        return read();
      }
      try {
        return read();
      } catch (OutputsAlone e) {
        throw e;
      } catch (Unreadable e) {
        return null; // it was being written, or its writer was killed
      }
    }

    private ChildExecution read() {
      try {
        if (!toNext()) {
          return null;
        }
        ChildExecution child = reader.read(texts);
        if (child == null && group == ResultGroup.SUCCEEDED) {
          throw new OutputsAlone(bucket, file.key());
        }
        if (child == null) {
          throw MalformedJson.at(parser, "expected a child");
        }
        if (child.group() != group) {
          throw new IOException("a child in it is " + child.status());
        }
        return child;
      } catch (JsonProcessingException e) {
        throw unreadable(bucket, file.key(), MalformedJson.of(e));
      } catch (IOException
          | MalformedJson
          | ClassCastException
          | NullPointerException
          | DateTimeException
          | IllegalArgumentException e) {
        throw unreadable(bucket, file.key(), e);
      }
    }

    /** Goes to the next child, and tells whether there is one. */
    private boolean toNext() throws IOException {
      if (OutputType.ofFile(file.key()) == OutputType.JSONL) {
        return parser.nextToken() != null;
      }
      if (parser.currentToken() == null && parser.nextToken() != JsonToken.START_ARRAY) {
        throw new MalformedJson("expected an array of children", 1, 1);
      }
      if (parser.nextToken() != JsonToken.END_ARRAY) {
        return true;
      }
      if (parser.nextToken() != null) {
        throw MalformedJson.at(parser, "unexpected text after the array");
      }
      return false;
    }

    @Override
    public void close() {
      try {
        texts.close();
      } catch (IOException e) {
        throw unreadable(bucket, file.key(), e);
      }
    }
  }

  private static Unreadable unreadable(String bucket, String key, Exception e) {
    String message = e instanceof ServiceException s ? s.errorName() + ": " + s.getMessage() : null;
    return new Unreadable(
        "Can't read s3://"
            + bucket
            + "/"
            + key
            + ": "
            + (message != null ? message : e.getMessage() != null ? e.getMessage() : e),
        e);
  }
}
