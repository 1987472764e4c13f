package io.tenfold.local.map.result;

import io.tenfold.local.map.read.Dataset;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ItemIterator;
import io.tenfold.local.map.read.ItemReader;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads and writes datasets larger than its heap, in a JVM of its own; prints what it counted and,
 * for information, how fast it was.
 */
final class StreamingProof {
  private StreamingProof() {}

  /** An object that is made up as it is read, and swallows what is written. */
  private record Endless(String head, String record, String separator, String tail, long records)
      implements ObjectStore {

    long size() {
      return records * (record.length() + 7) + (records - 1) * separator.length();
    }

    @Override
    public ObjectHead head(String bucket, String key) {
      return new ObjectHead(size(), "\"made-up\"");
    }

    @Override
    public InputStream open(String bucket, String key) {
      return new InputStream() {
        private byte[] piece = head.getBytes(StandardCharsets.UTF_8);
        private int position;
        private long made;

        @Override
        public int read() {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
          if (position == piece.length) {
            if (made > records) {
              return -1;
            }
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 100 && made < records; i++) {
              // A different name in every record: nothing may be kept per name.
              text.append(made == 0 ? "" : separator)
                  .append(record.replace("#", String.format("%08d", made++)));
            }
            if (text.length() == 0) {
              made++;
              text.append(tail);
            }
            piece = text.toString().getBytes(StandardCharsets.UTF_8);
            position = 0;
          }
          int count = Math.min(length, piece.length - position);
          System.arraycopy(piece, position, target, offset, count);
          position += count;
          return count;
        }
      };
    }

    @Override
    public Upload create(String bucket, String key) throws ServiceException {
      return new Upload() {
        @Override
        public void write(int b) {}

        @Override
        public void write(byte[] bytes, int offset, int length) {}

        @Override
        public void abort() {}
      };
    }
  }

  public static void main(String[] arguments) throws IOException {
    long megabytes = Long.parseLong(arguments[0]);
    String json =
        "{\"id\":\"order-#\",\"lines\":[{\"sku\":\"A-100\",\"quantity\":2},{\"sku\":\"B\","
            + "\"quantity\":1}],\"price\":19.95,\"name\":\"Müller\",\"seen-#\":true,\"note\":\""
            + "x".repeat(200)
            + "\"}";
    String csv = "order-#,A-100,2,19.95,\"Müller, Jürgen\",true," + "x".repeat(200);
    long records = megabytes * 1_000_000 / json.length();
    Endless array = new Endless("[\n", json, ",\n", "\n]\n", records);
    read("JSON", array, ReaderConfig.of(InputType.JSON));
    // Twice the heap shows as much for the others, in less time.
    records /= 3;
    read("JSONL", new Endless("", json, "\n", "\n", records), ReaderConfig.of(InputType.JSONL));
    List<String> headers = List.of("id", "sku", "quantity", "price", "name", "seen", "note");
    long rows = megabytes * 1_000_000 / 3 / csv.length();
    var config = new ReaderConfig(InputType.CSV, headers, ',', 0, List.of());
    read("CSV", new Endless("", csv, "\r\n", "\r\n", rows), config);
    write(array, records, json);
  }

  private static void read(String name, Endless store, ReaderConfig config) throws IOException {
    long start = System.nanoTime();
    Dataset dataset = new ItemReader(store, config).open("b", "k");
    long counted = System.nanoTime();
    long read = 0;
    try (ItemIterator items = dataset.items()) {
      while (items.next() != null) {
        read++;
      }
    }
    long end = System.nanoTime();
    if (read != store.records() || dataset.count() != read) {
      throw new IllegalStateException(name + ": " + read + " of " + store.records());
    }
    report(name + " counted", read, store.size(), counted - start);
    report(name + " read", read, store.size(), end - counted);
  }

  private static void write(ObjectStore store, long records, String input) {
    long start = System.nanoTime();
    try (ResultWriter writer =
        new ResultWriter(store, "b", "r", "arn", "run", ResultWriter.MAX_FILE_BYTES)) {
      for (long i = 0; i < records; i++) {
        ChildExecution child = ResultWriterTest.child(i, "SUCCEEDED");
        writer.write(
            new ChildExecution(
                child.executionArn(),
                child.name(),
                child.stateMachineArn(),
                child.status(),
                input,
                input,
                null,
                null,
                child.startDate(),
                child.stopDate()));
      }
      writer.finish();
    }
    report(
        "Results written",
        records,
        records * (2L * input.length() + 600),
        System.nanoTime() - start);
  }

  private static void report(String what, long records, long bytes, long nanos) {
    System.out.printf(
        "%s: %,d records, %,d MB; %,d records/s, %,d MB/s%n",
        what, records, bytes / 1_000_000, records * 1_000_000_000 / nanos, bytes * 1_000 / nanos);
  }
}
