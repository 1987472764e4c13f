package io.tenfold.local.map.run;

import io.tenfold.local.asl.execution.Progress;
import io.tenfold.local.json.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far the STANDARD children of a Map Run had come that did not succeed, so that a redrive goes
 * on from there: in a temporary file, however many they are, which is gone with this process.
 */
final class ChildProgress {

  /** A child: when it started, and how far it had come. */
  record Child(Instant startDate, Progress progress) {}

  // Not a channel: that would be closed when a thread that uses it is interrupted. It is closed by
  // the garbage collector, as nothing tells when an execution can't be redriven any more.
  private RandomAccessFile file;
  private long end;
  private final Map<Long, Long> written = new HashMap<>();
  // What is no JSON, or what the disk did not take.
  private final Map<Long, Child> held = new HashMap<>();

  /** Keeps a child, by the position of its first item. */
  synchronized void keep(long position, Child child) {
    Object progress = child.progress().json();
    if (progress != null && write(position, child, progress)) {
      held.remove(position);
    } else {
      held.put(position, child);
    }
  }

  private boolean write(long position, Child child, Object progress) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("startDate", child.startDate().toString());
    line.put("progress", progress);
    byte[] json = Json.writeBytes(line);
    try {
      open();
      file.seek(end);
      file.writeInt(json.length);
      file.write(json);
      written.put(position, end);
      end += Integer.BYTES + json.length;
      return true;
    } catch (IOException e) {
      return false; // The disk is full, for one: it is kept in memory.
    }
  }

  private void open() throws IOException {
    if (file == null) {
      Path path = Files.createTempFile("tenfold-children-", ".jsonl");
      try {
        file = new RandomAccessFile(path.toFile(), "rw");
      } finally {
        // It has no name any more, so that nothing is left of it however this process ends.
        Files.delete(path);
      }
    }
  }

  /** Returns a child that was kept, or null; a child that can't be read begins anew. */
  synchronized Child take(long position) {
    Child child = held.remove(position);
    Long at = written.remove(position);
    if (child != null || at == null) {
      return child;
    }
    try {
      file.seek(at);
      byte[] json = new byte[file.readInt()];
      file.readFully(json);
      Map<?, ?> line = (Map<?, ?>) Json.parse(json);
      return new Child(
          Instant.parse((String) line.get("startDate")),
          Progress.of((Map<?, ?>) line.get("progress")));
    } catch (IOException e) {
      return null;
    }
  }
}
