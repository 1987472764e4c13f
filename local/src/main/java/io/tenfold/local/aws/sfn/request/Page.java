package io.tenfold.local.aws.sfn.request;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One page of a list: maxResults (100 where it is 0 or absent, at most 1,000) items, after the one
 * that nextToken names.
 */
public final class Page {
  private static final int DEFAULT = 100;
  private static final int MOST = 1_000;

  private Page() {}

  /**
   * Makes the output of a list action.
   *
   * @param name of the output's list
   * @param id what tells an item from the others, and stays the same
   * @param json the item's form in the output
   */
  public static <T> Map<String, Object> of(
      String name,
      Parameters input,
      List<T> all,
      Function<T, String> id,
      Function<T, Map<String, Object>> json) {
    int from = 0;
    String token = input.text("nextToken");
    if (token != null && token.length() > (name.equals("executions") ? 3_096 : 1_024)) {
      throw Parameters.wrongValue(
          token,
          "nextToken",
          "must have length less than or equal to " + (name.equals("executions") ? 3_096 : 1_024));
    }
    if (token != null) {
      String last = decode(token);
      while (from < all.size() && !id.apply(all.get(from)).equals(last)) {
        from++;
      }
      if (from == all.size()) {
        throw invalid(token);
      }
      from++;
    }
    int to = Math.min(all.size(), from + size(input));
    List<Object> items = new ArrayList<>();
    all.subList(from, to).forEach(item -> items.add(json.apply(item)));
    Map<String, Object> output = new LinkedHashMap<>();
    output.put(name, items);
    if (to < all.size() && to > from) {
      output.put(
          "nextToken",
          Base64.getUrlEncoder()
              .encodeToString(id.apply(all.get(to - 1)).getBytes(StandardCharsets.UTF_8)));
    }
    return output;
  }

  private static int size(Parameters input) {
    Integer given = input.integer("maxResults", 0, MOST);
    return given == null || given == 0 ? DEFAULT : given;
  }

  private static String decode(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalid(token);
    }
  }

  private static ApiException invalid(String token) {
    return new ApiException("InvalidToken", "Invalid Token: '" + token + "'");
  }
}
