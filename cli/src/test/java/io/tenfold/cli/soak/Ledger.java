package io.tenfold.cli.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the function wrote of what it did: the one witness that the engine cannot bend. */
final class Ledger {

  /**
   * One attempt at a record.
   *
   * @param attempt its number over all runs, where the record has several words
   * @param event what the function was given
   * @param outcome how it was about to answer, null if it never came to that
   * @param ended when, in milliseconds of the clock, 0 for never
   * @param sent whether the answer was accepted
   */
  record Try(
      String token,
      long index,
      int attempt,
      String pid,
      String requestId,
      long began,
      String event,
      String outcome,
      long ended,
      boolean sent) {

    /** Returns whether the function has answered well, as far as it knows. */
    boolean succeeded() {
      return sent && outcome.equals("ok");
    }

    /** Returns whether the workflow is to try the record again. */
    boolean retriable() {
      return outcome != null && outcome.endsWith(".TransientFailure");
    }
  }

  private final Path file;

  /** Takes the folder of the ledger. */
  Ledger(Path folder) {
    this.file = folder.resolve("ledger");
  }

  /** Returns how long it is by now, in bytes: where the next command's part of it begins. */
  long length() {
    return file.toFile().length();
  }

  /** Returns how many attempts have begun since it had that length. */
  long begun(long from) throws IOException {
    return lines(from).stream().filter(line -> line.startsWith("begin\t")).count();
  }

  private List<String> lines(long from) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    byte[] bytes = Files.readAllBytes(file);
    String text =
        new String(bytes, (int) from, (int) (bytes.length - from), StandardCharsets.UTF_8);
    return List.of(text.split("\n"));
  }

  /** Returns the attempts between two lengths by their records' indexes, in order. */
  Map<Long, List<Try>> tries(long from, long to) throws IOException {
    Map<String, Try> byToken = new LinkedHashMap<>();
    List<String> all = lines(from);
    long at = from;
    for (String line : all) {
      at += line.getBytes(StandardCharsets.UTF_8).length + 1L;
      if (at > to) {
        break;
      }
      String[] words = line.split("\t", 8);
      String token = words.length > 2 ? words[1] : "";
      Try known = byToken.get(token);
      switch (words[0]) {
        case "begin" ->
            byToken.put(
                token,
                new Try(
                    token,
                    Long.parseLong(words[2]),
                    Integer.parseInt(words[3]),
                    words[4],
                    words[5],
                    Long.parseLong(words[6]),
                    words[7],
                    null,
                    0,
                    false));
        case "end" -> byToken.put(token, ended(known, words[3], Long.parseLong(words[4]), false));
        case "sent" -> byToken.put(token, ended(known, known.outcome(), known.ended(), true));
        default -> {
          if (!line.isEmpty()) {
            throw new IOException("The ledger has the line " + line);
          }
        }
      }
    }
    Map<Long, List<Try>> tries = new LinkedHashMap<>();
    byToken.values().forEach(t -> tries.computeIfAbsent(t.index(), i -> new ArrayList<>()).add(t));
    return tries;
  }

  private static Try ended(Try known, String outcome, long millis, boolean sent) {
    return new Try(
        known.token(),
        known.index(),
        known.attempt(),
        known.pid(),
        known.requestId(),
        known.began(),
        known.event(),
        outcome,
        millis,
        sent);
  }
}
