package io.tenfold.cli.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the function wrote of what it did: the one witness that the engine cannot bend. */
final class Ledger {

  /**
   * One attempt at a record.
   *
   * @param attempt its number over all runs, where the record has several words
   * @param batch how many records the invocation was given, 0 for one by itself
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
      int batch,
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

    /** Returns whether its answer said what became of it, as far as the function knows. */
    boolean told() {
      return sent && !isGarbage() && !dropped();
    }

    /** Returns whether its answer was to be nonsense. */
    boolean isGarbage() {
      return "garbage".equals(outcome);
    }

    /** Returns whether a batch's answer had no room for it, and called it not reached. */
    boolean dropped() {
      return "dropped".equals(outcome);
    }
  }

  /**
   * A batch that an invocation was given, whatever of it was begun with.
   *
   * @param input what the batch has for all of its records
   * @param items the index of each record, and the record's id
   */
  record Given(String requestId, String input, List<Map.Entry<Long, String>> items) {
    /** Returns the records' indexes, in the batch's order. */
    List<Long> indexes() {
      return items.stream().map(Map.Entry::getKey).toList();
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
    return lines(from, Long.MAX_VALUE).stream().filter(line -> line.startsWith("begin\t")).count();
  }

  private List<String> lines(long from, long to) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    byte[] bytes = Files.readAllBytes(file);
    int length = (int) (Math.min(to, bytes.length) - from);
    String text = new String(bytes, (int) from, length, StandardCharsets.UTF_8);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /** Returns the batches that were given between two lengths, in order. */
  List<Given> given(long from, long to) throws IOException {
    Map<String, Given> byRequest = new LinkedHashMap<>();
    for (String line : lines(from, to)) {
      String[] words = line.split("\t");
      if (words[0].equals("given")) {
        Given batch =
            byRequest.computeIfAbsent(words[1], id -> new Given(id, words[3], new ArrayList<>()));
        for (String item : words[2].split(" ")) {
          int at = item.indexOf('=');
          batch
              .items()
              .add(Map.entry(Long.parseLong(item.substring(0, at)), item.substring(at + 1)));
        }
      }
    }
    return List.copyOf(byRequest.values());
  }

  /** Returns the attempts between two lengths by their records' indexes, in order. */
  Map<Long, List<Try>> tries(long from, long to) throws IOException {
    Map<String, Try> byToken = new LinkedHashMap<>();
    Map<String, List<String>> tokens = new HashMap<>();
    for (String line : lines(from, to)) {
      String[] words = line.split("\t", 9);
      String token = words.length > 2 ? words[1] : "";
      Try known = byToken.get(token);
      switch (words[0]) {
        case "begin" -> {
          tokens.computeIfAbsent(words[5], id -> new ArrayList<>()).add(token);
          byToken.put(
              token,
              new Try(
                  token,
                  Long.parseLong(words[2]),
                  Integer.parseInt(words[3]),
                  words[4],
                  words[5],
                  Long.parseLong(words[6]),
                  Integer.parseInt(words[7]),
                  words[8],
                  null,
                  0,
                  false));
        }
        case "end" -> {
          // Its beginning may be in the part before.
          if (known != null) {
            byToken.put(token, ended(known, words[3], Long.parseLong(words[4]), false));
          }
        }
        case "sent" ->
            tokens
                .getOrDefault(words[1], List.of())
                .forEach(
                    each ->
                        byToken.computeIfPresent(
                            each,
                            (key, t) ->
                                t.outcome() == null ? t : ended(t, t.outcome(), t.ended(), true)));
        case "given" -> {}
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
        known.batch(),
        known.event(),
        outcome,
        millis,
        sent);
  }
}
