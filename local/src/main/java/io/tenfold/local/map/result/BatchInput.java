package io.tenfold.local.map.result;

import io.tenfold.local.json.Json;
import io.tenfold.local.json.JsonText;
import io.tenfold.local.json.MalformedJson;
import java.util.List;
import java.util.Map;

/**
 * The input of a child that an ItemBatcher made: {@code {"BatchInput": …, "Items": […]}},
 * BatchInput only where the ItemBatcher has one.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html">ItemBatcher</a>
 */
public final class BatchInput {
  private BatchInput() {}

  /** Returns how many items a batch has; 1 for an input that is none. */
  public static int count(String inputJson) {
    List<?> items = items(inputJson);
    return items == null ? 1 : items.size();
  }

  /** As the other method, and knows the input of a record without making it. */
  static List<?> items(JsonText input) {
    // What has these two fields is no batch, whatever comes after them.
    return RecordIndex.recordIn(input) >= 0 ? null : items(input.toString());
  }

  /** Returns a batch's items, JSON values; null for an input that is none. */
  public static List<?> items(String inputJson) {
    // Most children of most runs are none, and need not be read to see that.
    if (!inputJson.contains("\"Items\"")) {
      return null;
    }
    try {
      return Json.parse(inputJson) instanceof Map<?, ?> input
              && input.size() <= 2
              && input.get("Items") instanceof List<?> items
          ? items
          : null;
    } catch (MalformedJson e) {
      return null;
    }
  }
}
