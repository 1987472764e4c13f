package io.tenfold.local.map.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tenfold.local.fuzz.StrictJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What holds for any bytes that a reader is given. */
final class ReaderContract {
  private static final Pattern PLACE = Pattern.compile("line (\\d+), column (\\d+)");
  private static final Pattern ROW = Pattern.compile("row that begins at line (\\d+)");
  private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");

  private final MemoryObjectStore store = new MemoryObjectStore();
  private final ReaderConfig config;

  ReaderContract(ReaderConfig config) {
    this.config = config;
  }

  static ReaderContract of(InputType type) {
    return new ReaderContract(ReaderConfig.of(type));
  }

  /**
   * Checks that the reader refuses the bytes with a place in them or reads every item that it
   * counted, and that the items are those of the second opinion, where there is one.
   */
  void holdsFor(byte[] bytes) throws IOException {
    List<String> expected = secondOpinion(bytes);
    List<String> read;
    try {
      read = read("in", bytes);
    } catch (ItemReaderFailed e) {
      assertPlaceIn(bytes, e.getMessage());
      if (expected != null) {
        fail("refused what can be read: " + e.getMessage());
      }
      return;
    }
    if (config.inputType() != InputType.CSV && isTold(bytes)) {
      assertThat(read).isEqualTo(expected);
    }
  }

  /** Returns the items, in the second opinion's words; a refusal comes from counting alone. */
  List<String> read(String key, byte[] bytes) throws IOException {
    Dataset dataset = new ItemReader(store.with(key, bytes), config).open("b", key);
    try {
      return Reading.values(dataset).stream().map(ReaderContract::canonical).toList();
    } catch (ItemReaderFailed e) {
      throw new AssertionError("counted " + dataset.count() + " items, and then: " + e, e);
    }
  }

  private static String canonical(String json) {
    return StrictJson.read(json).value();
  }

  /** Whether the second opinion decides: not about what is beyond the reader's stated limits. */
  private boolean isTold(byte[] bytes) {
    try {
      return readings(bytes).stream()
          .noneMatch(json -> json.hasExtremeNumber() || json.deepest() > 1_000);
    } catch (StrictJson.Malformed e) {
      return true;
    }
  }

  /** Returns the items; null where the reader may, or has to, refuse them. */
  private List<String> secondOpinion(byte[] bytes) {
    if (config.inputType() == InputType.CSV || !isTold(bytes)) {
      return null;
    }
    List<StrictJson.Reading> readings;
    try {
      readings = readings(bytes);
    } catch (StrictJson.Malformed e) {
      return null;
    }
    return config.inputType() == InputType.JSONL
        ? readings.stream().map(StrictJson.Reading::value).toList()
        : readings.get(0).elements();
  }

  private List<StrictJson.Reading> readings(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return Collections.singletonList(StrictJson.read(""));
    }
    String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (config.inputType() == InputType.JSON) {
      return List.of(StrictJson.read(unmarked));
    }
    List<StrictJson.Reading> readings = new ArrayList<>();
    for (String line : LINE_END.split(unmarked)) {
      if (!line.chars().allMatch(c -> c == ' ' || c == '\t')) {
        readings.add(StrictJson.read(line));
      }
    }
    return readings;
  }

  /** Checks that what a refusal names is a place in the file, or just behind its end. */
  static void assertPlaceIn(byte[] bytes, String message) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Matcher place = PLACE.matcher(message);
    if (place.find()) {
      int line = Integer.parseInt(place.group(1));
      int column = Integer.parseInt(place.group(2));
      // A character that is no UTF-8 is looked for by newlines alone, as by any editor.
      boolean inside =
          isIn(LINE_END.split(text, -1), line, column) || isIn(text.split("\n", -1), line, column);
      assertThat(inside).as(message).isTrue();
    }
    Matcher row = ROW.matcher(message);
    if (row.find()) {
      assertThat(Integer.parseInt(row.group(1)))
          .as(message)
          .isBetween(1, LINE_END.split(text, -1).length);
    }
  }

  private static boolean isIn(String[] lines, int line, int column) {
    return line >= 1
        && line <= lines.length
        && column >= 1
        && column <= lines[line - 1].length() + 1;
  }

  /**
   * Counts one file and reads another under its name and entity tag; checks that no item comes
   * after a failure.
   */
  void failsOnceAndForAll(byte[] counted, byte[] read) throws IOException {
    Dataset dataset;
    try {
      dataset = new ItemReader(store.with("in", counted), config).open("b", "in");
    } catch (ItemReaderFailed e) {
      return;
    }
    store.objects.put("in", new MemoryObjectStore.Stored(read, store.objects.get("in").eTag()));
    long next = 0;
    try (ItemIterator items = opened(dataset)) {
      if (items == null) {
        return;
      }
      try {
        for (Item item = items.next(); item != null; item = items.next()) {
          assertThat(item.index()).isEqualTo(next++);
        }
        assertThat(next).isEqualTo(dataset.count());
        assertThat(items.next()).isNull();
      } catch (ItemReaderFailed e) {
        for (int again = 0; again < 3; again++) {
          assertStaysFailed(items);
        }
      }
    }
  }

  // A fault within the first bytes comes before there is anything to ask for items.
  private static ItemIterator opened(Dataset dataset) throws IOException {
    try {
      return dataset.items();
    } catch (ItemReaderFailed e) {
      return null;
    }
  }

  private static void assertStaysFailed(ItemIterator items) throws IOException {
    try {
      Item item = items.next();
      fail("after a failure came " + (item == null ? "the end" : "item " + item.index()));
    } catch (ItemReaderFailed stillFailed) {
      // As it should be.
    }
  }
}
