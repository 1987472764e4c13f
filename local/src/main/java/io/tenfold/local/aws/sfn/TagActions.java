package io.tenfold.local.aws.sfn;

import io.tenfold.local.aws.sfn.request.ApiException;
import io.tenfold.local.aws.sfn.request.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * TagResource, UntagResource and ListTagsForResource, of state machines.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_TagResource.html">TagResource</a>
 */
final class TagActions {
  private static final int MOST_TAGS = 50;

  private TagActions() {}

  static void register(Map<String, Action> actions) {
    actions.put("TagResource", TagActions::tag);
    actions.put("UntagResource", TagActions::untag);
    actions.put("ListTagsForResource", TagActions::list);
  }

  /** Returns a request's tags. */
  static Map<String, String> given(Parameters input) {
    Map<String, String> given = new LinkedHashMap<>();
    for (Parameters tag : input.structures("tags")) {
      given.put(tag.textWithin("key", 1, 128), tag.textWithin("value", 0, 256));
    }
    return given;
  }

  /**
   * Refuses more tags than a resource may have.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_TagResource.html">TooManyTags</a>
   */
  static void checkNumber(Map<String, String> tags, String arn) {
    if (tags.size() > MOST_TAGS) {
      throw new ApiException(
          "TooManyTags", "'" + arn + "' would have more than " + MOST_TAGS + " tags");
    }
  }

  private static Map<String, String> tags(Parameters input, RegionalMachines machines) {
    String arn = input.requiredText("resourceArn");
    if (!machines.machines().containsKey(arn)) {
      throw new ApiException("ResourceNotFound", "Resource not found: '" + arn + "'");
    }
    return machines.tags(arn);
  }

  private static Map<String, Object> tag(Parameters input, RegionalMachines machines) {
    if (!input.has("tags")) {
      throw Parameters.wrong("tags", "must not be null");
    }
    Map<String, String> tags = tags(input, machines);
    Map<String, String> after = new LinkedHashMap<>(tags);
    after.putAll(given(input));
    checkNumber(after, input.text("resourceArn"));
    tags.putAll(after);
    return Map.of();
  }

  private static Map<String, Object> untag(Parameters input, RegionalMachines machines) {
    Map<String, String> tags = tags(input, machines);
    input.texts("tagKeys").forEach(tags::remove);
    return Map.of();
  }

  private static Map<String, Object> list(Parameters input, RegionalMachines machines) {
    List<Object> items = new ArrayList<>();
    tags(input, machines)
        .forEach(
            (key, value) -> {
              Map<String, Object> item = new LinkedHashMap<>();
              item.put("key", key);
              item.put("value", value);
              items.add(item);
            });
    return Map.of("tags", items);
  }
}
