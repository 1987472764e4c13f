package io.tenfold.local.map.run;

import io.tenfold.local.asl.Fields;
import io.tenfold.local.asl.InlineMap;
import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.jsonata.Template;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.read.Item;
import io.tenfold.local.map.read.ItemReader;
import io.tenfold.local.map.read.ItemReaderFailed;
import io.tenfold.local.map.read.ItemReaderFields;
import io.tenfold.local.map.read.ReaderConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a Map that is tried makes of its items, without running them: inline or distributed, of its
 * Items or of what is given in place of what its ItemReader reads.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_InspectionData.html">InspectionData</a>
 */
public final class TriedItems {
  private final ItemReaderFields itemReader;
  private final Template items;
  private final Template itemSelector;
  private final ItemBatcher itemBatcher;
  private final boolean distributed;

  private TriedItems(Fields map) {
    this.itemReader = ItemReaderFields.of(map);
    this.items = map.template("Items");
    this.itemSelector = map.template("ItemSelector");
    this.itemBatcher = ItemBatcher.of(map);
    this.distributed =
        map.take("ItemProcessor") instanceof Map<?, ?> processor
            && processor.get("ProcessorConfig") instanceof Map<?, ?> config
            && "DISTRIBUTED".equals(config.get("Mode"));
  }

  /** Takes the fields of a Map, which has been found right. */
  public static TriedItems of(Fields map) {
    return new TriedItems(map);
  }

  /**
   * Returns {@code afterItemsPointer}, {@code afterItemSelector} and {@code afterItemBatcher}, each
   * an array, as far as the Map has what they are of, and in {@code iterations} how many of them
   * the Map has.
   *
   * @param data what the ItemReader is to have read, a text of its InputType; null where there is
   *     none
   * @throws StateError as a run of the Map would
   */
  public Map<String, Object> inspect(StateContext context, String data) {
    List<?> array = itemReader == null ? InlineMap.itemsOf(context, items) : read(context, data);
    Map<String, Object> after = new LinkedHashMap<>();
    after.put("iterations", array.size());
    if (itemReader != null && itemReader.hasItemsPointer()) {
      after.put("afterItemsPointer", array);
    }
    List<Item> source = new ArrayList<>();
    array.forEach(value -> source.add(new Item(source.size(), value)));
    if (itemSelector != null) {
      after.put("afterItemSelector", inputs(selecting(context, null), source));
    }
    if (itemBatcher != null) {
      ItemBatcher.Limits limits = itemBatcher.limits(context);
      List<Object> batches = inputs(selecting(context, limits), source);
      after.put("iterations", batches.size());
      after.put("afterItemBatcher", batches.stream().map(TriedItems::shown).toList());
    }
    return after;
  }

  /** A batch's items are shown as texts, as recorded on AWS. */
  private static Object shown(Object batch) {
    Map<String, Object> shown = new LinkedHashMap<>();
    ((Map<?, ?>) batch).forEach((name, value) -> shown.put((String) name, value));
    shown.computeIfPresent(
        "Items", (name, items) -> ((List<?>) items).stream().map(Json::write).toList());
    return shown;
  }

  private ChildInputs selecting(StateContext context, ItemBatcher.Limits batches) {
    ChildInputs inputs = new ChildInputs(context, itemSelector, batches);
    if (itemReader != null) {
      inputs.from(DistributedMap.source(context, itemReader));
    } else if (distributed) {
      inputs.from(DistributedMap.STATE_DATA);
    }
    return inputs;
  }

  private List<Object> read(StateContext context, String data) {
    try {
      ReaderConfig config =
          itemReader.isListing() ? itemReader.listed(context) : itemReader.config(context);
      return ItemReader.read(config, data);
    } catch (ItemReaderFailed e) {
      throw new StateError(ErrorNames.ITEM_READER_FAILED, e.getMessage());
    }
  }

  private static List<Object> inputs(ChildInputs inputs, List<Item> source) {
    Iterator<Item> next = source.iterator();
    List<Item> back = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    try {
      while (next.hasNext() || !back.isEmpty()) {
        if (inputs.batched()) {
          values.add(
              inputs
                  .batch(
                      () -> !back.isEmpty() ? back.remove(0) : next.hasNext() ? next.next() : null,
                      position -> false,
                      back::add)
                  .value());
        } else {
          values.add(inputs.of(next.next()).value());
        }
      }
      return values;
    } catch (ChildInputs.Unusable e) {
      if (e.getCause() instanceof StateError error) {
        throw error;
      }
      throw new StateError(ErrorNames.RUNTIME, String.valueOf(e.getCause()));
    } catch (IOException e) {
      throw new IllegalStateException(e); // nothing is read
    }
  }
}
