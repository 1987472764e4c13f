package io.tenfold.cli.file;

import io.tenfold.cli.console.Quantity;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.port.ObjectStore.ListedObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file with a record {@code {"bucket", "key", "size", "eTag", "lastModified"}} of each object
 * that is listed, written as the listing comes.
 */
public final class ObjectRecords {
  private static final List<String> FIELDS =
      List.of("bucket", "key", "size", "eTag", "lastModified");

  private final ObjectPlace place;
  private final ObjectFilter filter;
  private final ReaderConfig reader;
  private long count;
  private long filtered;

  /**
   * Takes where the objects are, which of them count, and how the file will be read.
   *
   * @throws UserError if it is read with columns of other names
   */
  public ObjectRecords(ObjectPlace place, ObjectFilter filter, ReaderConfig reader) {
    this.place = place;
    this.filter = filter;
    this.reader = reader;
    List<String> columns = reader.csvHeaders();
    if (columns != null
        && !(columns.size() == FIELDS.size() && Set.copyOf(columns).equals(Set.copyOf(FIELDS)))) {
      throw new UserError(
          "The stack names the columns of its files (csv_headers): "
              + String.join(", ", columns)
              + ". A record of an object has other ones: "
              + String.join(", ", FIELDS)
              + ".");
    }
  }

  /**
   * Lists the objects and writes the file.
   *
   * @throws UserError if there are none
   */
  public void write(OutputStream content) throws IOException {
    RecordWriter out = new RecordWriter(new BufferedOutputStream(content), reader);
    place.list(
        object -> {
          if (!isFolder(object)) {
            add(object, out);
          }
          return true;
        });
    if (count == 0) {
      throw new UserError(
          "There is no object in "
              + place.address()
              + (filtered == 0
                  ? place.leftOut()
                  : String.format(
                      " that --suffix and --newer-than take, of %,d that %s there",
                      filtered, filtered == 1 ? "is" : "are"))
              + ". Nothing was uploaded or started.");
    }
    out.finish();
  }

  /** What the console of S3 makes to show a folder. */
  private static boolean isFolder(ListedObject object) {
    return object.size() == 0 && object.key().endsWith("/");
  }

  private void add(ListedObject object, RecordWriter out) throws IOException {
    if (!filter.takes(object)) {
      filtered++;
      return;
    }
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("bucket", place.bucket());
    record.put("key", object.key());
    record.put("size", object.size());
    record.put("eTag", object.eTag());
    record.put("lastModified", object.lastModified().toString());
    out.record(record);
    count++;
  }

  /** Returns how many records were written. */
  public long count() {
    return count;
  }

  /** Says what was listed, and what of it was left out. */
  public String sentence() {
    return place.address()
        + ": "
        + Quantity.of(count, "object")
        + (filtered == 0
            ? ""
            : String.format(" of %,d, by --suffix and --newer-than", count + filtered))
        + place.leftOut();
  }
}
