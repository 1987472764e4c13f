package io.tenfold.local.map.run;

import io.tenfold.local.asl.InlineMap;
import io.tenfold.local.asl.execution.PayloadLimit;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.jsonata.Template;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.JsonBuffer;
import io.tenfold.local.json.WrittenObject;
import io.tenfold.local.map.read.Item;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/** Makes the inputs of a Map Run's children of its items: a selected item, or a batch of them. */
final class ChildInputs {

  /** Where the items come from, one after the other. */
  @FunctionalInterface
  interface Source {
    /** Returns the next item, or null after the last. */
    Item next() throws IOException;
  }

  /** An item of which no input could be made. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Item item;
    private final String inputJson;

    Unusable(Item item, String inputJson, Throwable cause) {
      super(cause);
      this.item = item;
      this.inputJson = inputJson;
    }

    Item item() {
      return item;
    }

    /** Returns what is known of the input that it would have had, as JSON. */
    String inputJson() {
      return inputJson;
    }
  }

  private final StateContext context;
  private final Template itemSelector;
  private final ItemBatcher.Limits batches;
  private final byte[] head;
  private volatile String source;

  /** Takes the selector, null for none, and the limits of a batch, null where there are none. */
  ChildInputs(StateContext context, Template itemSelector, ItemBatcher.Limits batches) {
    this.context = context;
    this.itemSelector = itemSelector;
    this.batches = batches;
    this.head =
        batches == null
            ? new byte[0]
            : ((batches.hasInput()
                        ? "{\"BatchInput\":" + Json.write(batches.batchInput()) + ","
                        : "{")
                    + "\"Items\":[")
                .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Takes where the items are from, which their selector may ask for in a Distributed Map, and in
   * an inline one not: as recorded on AWS, other than <a
   * href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html">documented</a>.
   */
  void from(String source) {
    this.source = source;
  }

  /** Tells whether a child runs a batch of items. */
  boolean batched() {
    return batches != null;
  }

  /** Returns how many items a child runs at most. */
  long most() {
    return batches == null ? 1 : batches.items();
  }

  /** Selects one item and makes the input of its child, where there are no batches. */
  ChildInput of(Item item) throws Unusable {
    Object value = select(item);
    byte[] utf8 = bytes(item, value, new JsonBuffer(512));
    if (utf8.length > PayloadLimit.BYTES) {
      throw tooLarge(item, utf8, utf8.length, PayloadLimit.BYTES);
    }
    return new ChildInput(List.of(item), value, utf8);
  }

  /**
   * Takes as many items as go into one batch.
   *
   * @param boundary tells the positions that no batch reaches across
   * @param back what takes the item that was read and is another batch's
   * @return null if there is none
   */
  ChildInput batch(Source source, LongPredicate boundary, Consumer<Item> back)
      throws IOException, Unusable {
    List<Item> items = new ArrayList<>();
    List<Object> selected = new ArrayList<>();
    JsonBuffer utf8 = new JsonBuffer(4096).raw(head);
    JsonBuffer one = new JsonBuffer(512);
    while (items.size() < batches.items()) {
      Item item = next(source, items, back);
      if (item == null) {
        break;
      }
      if (!items.isEmpty() && !follows(items.get(items.size() - 1), item, boundary)) {
        back.accept(item);
        break;
      }
      byte[] json;
      Object value;
      try {
        value = select(item);
        one.cut(0);
        json = bytes(item, value, one);
        if (head.length + json.length + 2 > batches.bytes()) {
          throw tooLarge(item, json, head.length + json.length + 2, batches.bytes());
        }
      } catch (Unusable e) {
        if (items.isEmpty()) {
          throw e;
        }
        back.accept(item); // What is before it is a batch of its own.
        break;
      }
      if (utf8.length() + json.length + 3 > batches.bytes() && !items.isEmpty()) {
        back.accept(item);
        break;
      }
      if (!items.isEmpty()) {
        utf8.raw(',');
      }
      utf8.raw(json);
      items.add(item);
      selected.add(WrittenObject.of(value, json));
    }
    if (items.isEmpty()) {
      return null;
    }
    utf8.raw("]}");
    Map<String, Object> value = new LinkedHashMap<>();
    if (batches.hasInput()) {
      value.put("BatchInput", batches.batchInput());
    }
    value.put("Items", selected);
    return new ChildInput(List.copyOf(items), value, utf8.toBytes());
  }

  private static Item next(Source source, List<Item> taken, Consumer<Item> back)
      throws IOException {
    try {
      return source.next();
    } catch (IOException | RuntimeException | Error e) {
      taken.forEach(back); // They are read, and not started.
      throw e;
    }
  }

  private static boolean follows(Item last, Item next, LongPredicate boundary) {
    return next.index() == last.index() + 1 && !boundary.test(next.index());
  }

  private Unusable tooLarge(Item item, byte[] json, int bytes, int limit) {
    String what =
        "The state/task '" + context.stateName() + "' made, of item " + item.index() + ", an input";
    return new Unusable(
        item, new String(json, StandardCharsets.UTF_8), PayloadLimit.exceeded(what, bytes, limit));
  }

  private Object select(Item item) throws Unusable {
    if (itemSelector == null) {
      return item.value();
    }
    try {
      Map<String, Object> seen = asItem(item);
      if (source != null) {
        seen.put("Source", source);
      }
      return context.evaluateWithItem(itemSelector, seen);
    } catch (RuntimeException | Error e) {
      throw new Unusable(item, Json.write(asItem(item)), e);
    }
  }

  private static byte[] bytes(Item item, Object value, JsonBuffer empty) throws Unusable {
    try {
      return empty.value(value).toBytes();
    } catch (RuntimeException | Error e) {
      throw new Unusable(item, Json.write(asItem(item)), e);
    }
  }

  /** What the selector sees of an item; also its Input when the real one could not be made. */
  private static Map<String, Object> asItem(Item item) {
    return InlineMap.item(item.index(), item.value());
  }
}
