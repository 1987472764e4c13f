package io.tenfold.cli.command;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.batch.NewRun;
import io.tenfold.cli.console.ExitCode;
import io.tenfold.cli.console.Quantity;
import io.tenfold.cli.console.UserError;
import io.tenfold.cli.file.BucketPrefix;
import io.tenfold.cli.file.FileCheck;
import io.tenfold.cli.file.FileConversion;
import io.tenfold.cli.file.FolderFiles;
import io.tenfold.cli.file.FormatDetection;
import io.tenfold.cli.file.ObjectFilter;
import io.tenfold.cli.file.ObjectPlace;
import io.tenfold.cli.file.ObjectRecords;
import io.tenfold.cli.results.RunJson;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts a run over a file, and sees it to its end where somebody wants that: start, and run. */
final class FileStart {
  private static final String S3 = "s3://";
  private static final String STANDARD_INPUT = "-";

  private final Batches batches;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;

  /** Takes whose run it will be. */
  FileStart(Batches batches, PrintWriter out, PrintWriter err, boolean json) {
    this.batches = batches;
    this.out = out;
    this.err = err;
    this.json = json;
  }

  /**
   * What is to be run: the key of a file, its bucket if that is another, a name for it, and how it
   * is read.
   *
   * @param texts whether it has texts alone, which the stack would not know of
   */
  private record Work(
      String key,
      String bucket,
      String executionName,
      Long records,
      ReaderConfig reader,
      boolean texts) {}

  /** What an {@code s3://} address names; a key that is empty, or ends in a slash, no object. */
  private record Address(String bucket, String key) {
    static Address of(String text) {
      int slash = text.indexOf('/', S3.length());
      return slash < 0
          ? new Address(text.substring(S3.length()), "")
          : new Address(text.substring(S3.length(), slash), text.substring(slash + 1));
    }
  }

  /**
   * Starts a run and returns the command's exit code.
   *
   * @param file a file, {@code -} for standard input, the key or {@code s3://} address of a file
   *     that is in a bucket, or what the keys of objects begin with, which ends in a slash; or a
   *     folder
   */
  int start(
      String file,
      FormatOptions format,
      ObjectOptions which,
      RunLimits limits,
      BatchOptions batch,
      boolean watch)
      throws IOException, InterruptedException {
    Map<String, Object> given = new LinkedHashMap<>();
    batch.addTo(given);
    Optional<ObjectPlace> objects = objects(file);
    Work work;
    if (objects.isPresent()) {
      format.requireNone(file);
      work = objects(objects.get(), which.filter());
    } else {
      which.requireNone(file);
      work = file.equals(STANDARD_INPUT) ? standardInput(format, given) : work(file, format, given);
    }
    Map<String, Object> input = NewRun.input(work.key(), limits.concurrency(), limits.tolerated());
    input.putAll(given);
    if (work.bucket() != null) {
      input.put("bucket", work.bucket());
    }
    if (work.texts()) {
      input.put("textValues", true);
    }
    String arn = batches.start(work.executionName(), input, work.reader());
    // What ends with this process is seen to its end.
    boolean watched = watch || batches.runsHere(arn);
    if (!(json && watched)) {
      print(arn, work, watched);
    }
    return watched ? new WatchView(batches, out, err).show(arn, json) : ExitCode.SUCCEEDED;
  }

  private Work work(String file, FormatOptions format, Map<String, Object> given)
      throws IOException {
    Path path = Path.of(file);
    return !file.startsWith(S3) && Files.isRegularFile(path)
        ? upload(path, format, given)
        : existing(file, format);
  }

  /** Returns where the objects are that are to become records; empty for a file of records. */
  private Optional<ObjectPlace> objects(String file) throws IOException {
    boolean prefix = file.endsWith("/");
    if (file.startsWith(S3)) {
      Address address = Address.of(file);
      return prefix && !address.bucket().isEmpty()
          ? Optional.of(new BucketPrefix(batches, address.bucket(), address.key()))
          : Optional.empty();
    }
    if (Files.isDirectory(Path.of(file))) {
      if (batches.folder().isPresent()) {
        return Optional.of(new FolderFiles(Path.of(file), batches.folder().get()));
      }
      if (!prefix) {
        throw new UserError(
            file
                + " is a folder of this machine, where the function can't read it. Copy it into the"
                + " bucket (aws s3 sync "
                + file
                + " s3://BUCKET/PREFIX/) and give s3://BUCKET/PREFIX/, or run it here: --local.");
      }
    }
    return prefix
        ? Optional.of(new BucketPrefix(batches, batches.stack().bucket(), file))
        : Optional.empty();
  }

  private Work objects(ObjectPlace place, ObjectFilter filter) throws IOException {
    ReaderConfig reader = batches.reader().orElseGet(() -> ReaderConfig.of(InputType.JSONL));
    ObjectRecords records = new ObjectRecords(place, filter, reader);
    NewRun run =
        NewRun.of(
            place.name() + "." + FormatDetection.option(reader.inputType()),
            batches.stack().inputPrefix());
    batches.upload(records::write, run.key());
    if (!json) {
      out.printf("Listed   %s%n", records.sentence());
      out.printf(
          "Uploaded %s, as %s%n",
          batches.address(batches.stack().bucket(), run.key()), FormatDetection.words(reader));
      out.flush();
    }
    return new Work(run.key(), null, run.executionName(), records.count(), reader, false);
  }

  /** Takes it to its end first: a file is read more than once. */
  private Work standardInput(FormatOptions format, Map<String, Object> given) throws IOException {
    InputType type = format.said().type();
    if (type == null) {
      throw new UserError(
          "What comes on standard input has no name. Say what it is: --format json, --format jsonl"
              + " or --format csv.");
    }
    Path folder = Files.createTempDirectory("tenfold-");
    Path file = folder.resolve("stdin." + FormatDetection.option(type));
    try {
      Files.copy(System.in, file);
      return upload(file, format, given);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private Work upload(Path path, FormatOptions format, Map<String, Object> given)
      throws IOException {
    Optional<ReaderConfig> stack = batches.reader();
    ReaderConfig reader = format.of(path, stack);
    FileConversion conversion =
        FileConversion.isNeeded(path, reader, stack.orElse(reader))
            ? new FileConversion(path, reader, stack.orElse(reader))
            : null;
    NewRun run = NewRun.of(path.getFileName().toString(), batches.stack().inputPrefix());
    Long records = null;
    if (!batches.objectsAreHere() || conversion != null) {
      // The engine reads what is here by itself, to the end, before the first record is run.
      records = checked(path, reader, given);
    }
    if (conversion == null) {
      batches.upload(path, run.key());
    } else {
      run = run.uncompressed();
      batches.upload(conversion::write, run.key());
    }
    if (!json) {
      out.printf(
          "Uploaded %s%s%n",
          batches.address(batches.stack().bucket(), run.key()),
          conversion == null ? "" : conversion.words());
      out.flush();
    }
    return new Work(
        run.key(),
        null,
        run.executionName(),
        records,
        conversion == null ? reader : conversion.to(),
        conversion != null && conversion.makesTexts());
  }

  private long checked(Path path, ReaderConfig reader, Map<String, Object> given)
      throws IOException {
    FileCheck check = FileCheck.of(path, reader, FileCheck.Room.of(given));
    if (!check.faults().isEmpty()) {
      List<String> lines = new ArrayList<>(check.faults());
      if (check.more() > 0) {
        lines.add(String.format("and %,d more records that are too large", check.more()));
      }
      lines.add("Nothing was uploaded or started.");
      throw new UserError(lines);
    }
    if (!json) {
      out.printf(
          "Checked  %s: %s, well-formed, none too large%n",
          path, Quantity.of(check.records(), "record"));
      out.flush();
    }
    return check.records();
  }

  private Work existing(String file, FormatOptions format) throws IOException {
    Address address =
        file.startsWith(S3) ? Address.of(file) : new Address(batches.stack().bucket(), file);
    String bucket = address.bucket();
    String key = address.key();
    if (key.isEmpty()) {
      throw new UserError(file + " names no object. Give s3://BUCKET/KEY, or s3://BUCKET/PREFIX/.");
    }
    try {
      batches.store().head(bucket, key);
    } catch (ServiceException e) {
      throw new UserError(
          (file.startsWith(S3)
                  ? "There is no object "
                  : "There is no file " + file + " here, and in the bucket there is no object ")
              + batches.address(bucket, key)
              + ". Name a file of records, or a key of the stack's bucket.",
          e);
    }
    String name = NewRun.of(key.substring(key.lastIndexOf('/') + 1), "").executionName();
    return new Work(
        key,
        bucket.equals(batches.stack().bucket()) ? null : bucket,
        name,
        null,
        batches.objectsAreHere()
            ? format.of(Path.of(batches.address(bucket, key)), batches.reader())
            : null,
        false);
  }

  private void print(String arn, Work work, boolean watched) {
    Batches.Run run = batches.describe(arn);
    if (json) {
      Map<String, Object> started = RunJson.of(run, null);
      started.put("key", work.key());
      if (work.records() != null) {
        started.put("records", work.records());
      }
      out.println(Json.write(started));
    } else {
      out.printf("Started  %s%n", arn);
      if (run.consoleLink() != null) {
        out.printf("Console  %s%n", run.consoleLink());
      }
      if (!watched) {
        out.printf("Watch it with: %s%n", batches.hints().command("watch", batches.word(arn)));
      }
    }
    out.flush();
  }
}
