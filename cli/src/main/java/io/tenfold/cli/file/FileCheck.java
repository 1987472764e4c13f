package io.tenfold.cli.file;

import io.tenfold.cli.batch.RecordEnvelope;
import io.tenfold.local.WorkflowBounds;
import io.tenfold.local.asl.execution.PayloadLimit;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.read.Dataset;
import io.tenfold.local.map.read.InputType;
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

  /**
   * What a record may have, with what it is given on its way.
   *
   * @param bytes how many its JSON may have
   * @param batched whether it travels in a batch, which has the run's parameters for all
   * @param parameters the run's parameters, which each record by itself has
   */
  public record Room(int bytes, boolean batched, Map<?, ?> parameters) {
    /**
     * What the workflow lets a batch have, see its MaxInputBytesPerBatch, and what is not records.
     */
    private static final int BATCH = WorkflowBounds.BATCH_INPUT_BYTES - 1_024;

    /** Returns the room that there is in an execution of this input. */
    public static Room of(Map<String, Object> input) {
      Map<?, ?> parameters = input.get("parameters") instanceof Map<?, ?> given ? given : Map.of();
      boolean batched = input.get("batchSize") instanceof Number size && size.intValue() > 1;
      int bytes = batched ? BATCH - Json.writeBytes(parameters).length : PayloadLimit.BYTES;
      return new Room(bytes, batched, parameters);
    }

    private boolean holds(Map<String, Object> envelope) {
      return size(envelope) <= bytes;
    }

    private int size(Map<String, Object> envelope) {
      return Json.writeBytes(envelope).length;
    }
  }

  /** As the other method, for records that travel by themselves, without parameters. */
  public static FileCheck of(Path file, ReaderConfig reader) throws IOException {
    return of(file, reader, Room.of(Map.of()));
  }

  /** Reads a file from its beginning to its end. */
  public static FileCheck of(Path file, ReaderConfig reader, Room room) throws IOException {
    FileObject object = new FileObject(file);
    Dataset dataset;
    try {
      dataset = object.read(reader);
    } catch (ItemReaderFailed e) {
      List<String> faults = new ArrayList<>(List.of(object.said(e)));
      if (reader.inputType() == InputType.JSONL) {
        faults.addAll(FaultyLines.after(faults.get(0), file, LISTED - 1));
      }
      return new FileCheck(0, faults, 0);
    }
    List<String> faults = new ArrayList<>();
    long oversized = 0;
    try (ItemIterator items = dataset.items()) {
      for (Item item = items.next(); item != null; item = items.next()) {
        Map<String, Object> envelope =
            new RecordEnvelope(item.index(), item.value(), RecordEnvelope.Marks.LONGEST).json();
        if (!room.batched()) {
          envelope.put("parameters", room.parameters());
        }
        if (!room.holds(envelope)) {
          oversized++;
          if (faults.size() < LISTED) {
            faults.add(tooLarge(file, items.place(), item.index(), envelope, room));
          }
        }
      }
    }
    return new FileCheck(dataset.count(), faults, oversized - faults.size());
  }

  private static String tooLarge(
      Path file, String place, long index, Map<String, Object> envelope, Room room) {
    return String.format(
        "%s: %s: record %d has %,d bytes with its index and origin, and a record%s may have %,d;"
            + " keep what is large in S3 and its key in the record",
        file, place, index, room.size(envelope), room.batched() ? " in a batch" : "", room.bytes());
  }
}
