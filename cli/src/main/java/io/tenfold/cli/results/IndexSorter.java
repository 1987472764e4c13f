package io.tenfold.cli.results;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Puts lines in the order of their records' indexes, however many they are: what does not fit the
 * memory it was given goes to sorted temporary files, which are merged at last.
 */
public final class IndexSorter implements AutoCloseable {
  /** Sorts behind no index of a file: Step Functions reads 100 million records at most. */
  public static final long MOST_INDEX = (1L << 31) - 1;

  /** How many runs' results can be sorted together. */
  public static final int MOST_RUNS = 256;

  private static final int RUN_BITS = 8;
  private static final int LINE_BITS = 24;
  private static final int MOST_LINES = 1 << LINE_BITS;

  /** What a line takes besides its bytes: its key, where it begins and how long it is. */
  private static final int LINE_OVERHEAD = 16;

  /** How many files are open at once. */
  private static final int MOST_FILES = 256;

  private static final int FILE_BUFFER = 16 * 1024;

  /** Takes lines in order. */
  @FunctionalInterface
  public interface Visitor {
    /** Takes a line: the first {@code length} bytes of {@code buffer} from {@code offset}. */
    void line(long index, int run, byte[] buffer, int offset, int length) throws IOException;
  }

  private final Path folder;
  private final long memory;
  private final List<Path> files = new ArrayList<>();
  private byte[] bytes = new byte[1 << 16];
  private int used;
  private long[] keys = new long[1024];
  private int[] offsets = new int[1024];
  private int[] lengths = new int[1024];
  private int lines;
  private int filesMade;

  /** Takes where temporary files go, and how many bytes of lines are kept in memory. */
  public IndexSorter(Path folder, long memory) {
    this.folder = folder;
    this.memory = Math.min(memory, 1L << 30);
  }

  /** Returns what a command may well keep in memory of the heap it has. */
  public static long memoryOfThisProcess() {
    return Math.min(64L << 20, Math.max(4L << 20, Runtime.getRuntime().maxMemory() / 8));
  }

  /**
   * Adds a line.
   *
   * @param index from 0 to {@link #MOST_INDEX}
   * @param run from 0 to {@link #MOST_RUNS} - 1; of the lines of an index, the greatest run's is
   *     first
   */
  public void add(long index, int run, byte[] line) throws IOException {
    if (lines > 0
        && (used + (long) line.length + (lines + 1L) * LINE_OVERHEAD > memory
            || lines == MOST_LINES)) {
      spill();
    }
    if (bytes.length - used < line.length) {
      long wanted = Math.max(used + (long) line.length, Math.min(bytes.length * 2L, memory));
      bytes = Arrays.copyOf(bytes, Math.toIntExact(wanted));
    }
    if (lines == keys.length) {
      keys = Arrays.copyOf(keys, lines * 2);
      offsets = Arrays.copyOf(offsets, lines * 2);
      lengths = Arrays.copyOf(lengths, lines * 2);
    }
    System.arraycopy(line, 0, bytes, used, line.length);
    long order = index << RUN_BITS | (MOST_RUNS - 1 - run);
    // With the line's number in it, sorting the keys alone sorts everything.
    keys[lines] = order << LINE_BITS | lines;
    offsets[lines] = used;
    lengths[lines] = line.length;
    used += line.length;
    lines++;
  }

  private void spill() throws IOException {
    Path file = newFile();
    try (DataOutputStream out = writer(file)) {
      visitMemory(
          (index, run, buffer, offset, length) ->
              write(out, index << RUN_BITS | (MOST_RUNS - 1 - run), buffer, offset, length));
    }
    used = 0;
    lines = 0;
    files.add(file);
    if (files.size() == MOST_FILES) {
      mergeFiles();
    }
  }

  private void mergeFiles() throws IOException {
    Path merged = newFile();
    try (DataOutputStream out = writer(merged)) {
      visitFiles(
          (index, run, buffer, offset, length) ->
              write(out, index << RUN_BITS | (MOST_RUNS - 1 - run), buffer, offset, length));
    }
    for (Path file : files) {
      Files.delete(file);
    }
    files.clear();
    files.add(merged);
  }

  private Path newFile() throws IOException {
    Files.createDirectories(folder);
    return folder.resolve("sorted-" + filesMade++);
  }

  private static DataOutputStream writer(Path file) throws IOException {
    return new DataOutputStream(
        new BufferedOutputStream(Files.newOutputStream(file), 16 * FILE_BUFFER));
  }

  private static void write(DataOutputStream out, long order, byte[] buffer, int offset, int length)
      throws IOException {
    out.writeLong(order);
    out.writeInt(length);
    out.write(buffer, offset, length);
  }

  /** Tells whether temporary files were needed. */
  boolean spilled() {
    return !files.isEmpty();
  }

  /** Hands out all lines in order, once. */
  public void forEach(Visitor visitor) throws IOException {
    if (files.isEmpty()) {
      visitMemory(visitor);
      return;
    }
    if (lines > 0) {
      spill();
    }
    bytes = null;
    keys = null;
    offsets = null;
    lengths = null;
    visitFiles(visitor);
  }

  private void visitMemory(Visitor visitor) throws IOException {
    Arrays.sort(keys, 0, lines);
    for (int i = 0; i < lines; i++) {
      int line = (int) (keys[i] & (MOST_LINES - 1));
      long order = keys[i] >>> LINE_BITS;
      visitor.line(index(order), run(order), bytes, offsets[line], lengths[line]);
    }
  }

  private static long index(long order) {
    return order >>> RUN_BITS;
  }

  private static int run(long order) {
    return MOST_RUNS - 1 - (int) (order & (MOST_RUNS - 1));
  }

  private void visitFiles(Visitor visitor) throws IOException {
    List<SortedFile> open = new ArrayList<>();
    try {
      PriorityQueue<SortedFile> next =
          new PriorityQueue<>(Comparator.comparingLong((SortedFile file) -> file.order));
      for (Path path : files) {
        SortedFile file = new SortedFile(path);
        open.add(file);
        if (file.advance()) {
          next.add(file);
        }
      }
      while (!next.isEmpty()) {
        SortedFile file = next.poll();
        visitor.line(index(file.order), run(file.order), file.line, 0, file.length);
        if (file.advance()) {
          next.add(file);
        }
      }
    } finally {
      for (SortedFile file : open) {
        file.in.close();
      }
    }
  }

  /** A temporary file, and the line of it that is next. */
  private static final class SortedFile {
    private final DataInputStream in;
    private long left;
    private long order;
    private byte[] line = new byte[1024];
    private int length;

    SortedFile(Path file) throws IOException {
      left = Files.size(file);
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), FILE_BUFFER));
    }

    boolean advance() throws IOException {
      if (left == 0) {
        return false;
      }
      order = in.readLong();
      length = in.readInt();
      if (line.length < length) {
        line = new byte[length];
      }
      in.readFully(line, 0, length);
      left -= Long.BYTES + Integer.BYTES + length;
      return true;
    }
  }

  /** Deletes the temporary files; what is left over is hidden, and makes nothing written wrong. */
  @Override
  public void close() {
    if (filesMade > 0) {
      for (int i = 0; i < filesMade; i++) {
        folder.resolve("sorted-" + i).toFile().delete();
      }
      folder.toFile().delete();
    }
  }
}
