package io.tenfold.cli.file;

import io.tenfold.cli.batch.RecordEnvelope;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.PayloadLimit;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.read.Dataset;
import io.tenfold.local.map.read.Item;
import io.tenfold.local.map.read.ItemIterator;
import io.tenfold.local.map.read.ItemReaderFailed;
import io.tenfold.local.map.read.ReaderConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with a file of records, found out before anything is uploaded: by the reader that
 * the engine itself has, and by the size of every record.
 *
 * @param records how many there are, if the file can be read
 * @param faults the first faults, each with its place; empty if the file is good
 * @param more how many faults there are besides
 */
public record FileCheck(long records, List<String> faults, long more) {
  private static final int LISTED = 5;

  /** Reads a file from its beginning to its end. */
  public static FileCheck of(Path file, ReaderConfig reader) throws IOException {
    FileObject object = new FileObject(file);
    Dataset dataset;
    try {
      dataset = object.read(reader);
    } catch (ItemReaderFailed e) {
      return new FileCheck(0, List.of(object.said(e)), 0);
    }
    List<String> faults = new ArrayList<>();
    long oversized = 0;
    try (ItemIterator items = dataset.items()) {
      for (Item item = items.next(); item != null; item = items.next()) {
        Map<String, Object> envelope =
            new RecordEnvelope(item.index(), item.value(), RecordEnvelope.Marks.LONGEST).json();
        if (!fits(envelope)) {
          oversized++;
          if (faults.size() < LISTED) {
            faults.add(tooLarge(file, items.place(), item.index(), envelope));
          }
        }
      }
    }
    return new FileCheck(dataset.count(), faults, oversized - faults.size());
  }

  private static String tooLarge(
      Path file, String place, long index, Map<String, Object> envelope) {
    return String.format(
        "%s: %s: record %d has %,d bytes with its index and origin, and a record may have %,d; keep"
            + " what is large in S3 and its key in the record",
        file, place, index, Json.writeBytes(envelope).length, PayloadLimit.BYTES);
  }

  private static boolean fits(Map<String, Object> envelope) {
    try {
      PayloadLimit.check(envelope, "A record");
      return true;
    } catch (StateError e) {
      return false;
    }
  }
}
