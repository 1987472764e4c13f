package io.tenfold.local.jsonata.function;

import io.tenfold.local.jsonata.value.Evaluation;
import io.tenfold.local.jsonata.value.FunctionValue;
import io.tenfold.local.jsonata.value.JsNumber;
import io.tenfold.local.jsonata.value.JsonArray;
import io.tenfold.local.jsonata.value.JsonObject;
import io.tenfold.local.jsonata.value.JsonataError;
import io.tenfold.local.jsonata.value.Values;
import java.util.List;
import java.util.Map;

/** Functions that take a regular expression, or any function that matches as one does. */
final class MatchFunctions {
  private MatchFunctions() {}

  static boolean contains(String text, Object token, Evaluation evaluation) {
    return token instanceof String part
        ? new Needle(part, evaluation.budget()).find(text, 0) >= 0
        : first(token, text, evaluation) != null;
  }

  static Object match(String text, Object pattern, Double limit, Evaluation evaluation) {
    refuseNegative(limit, "D3040", "Third argument of match function");
    JsonArray matches = JsonArray.newSequence();
    if (limit != null && !(limit > 0)) {
      return matches;
    }
    Map<?, ?> match = first(pattern, text, evaluation);
    for (int count = 0; match != null && (limit == null || count < limit); count++) {
      JsonObject found = new JsonObject();
      put(found, "match", match, "match");
      put(found, "index", match, "start");
      put(found, "groups", match, "groups");
      matches.add(found);
      match = next(match, evaluation);
    }
    return matches;
  }

  private static void put(JsonObject object, String name, Map<?, ?> match, String part) {
    Object value = Values.member(match, part);
    if (value != null) {
      object.put(name, value);
    }
  }

  static String replace(
      String text, Object pattern, Object replacement, Double limit, Evaluation evaluation) {
    if ("".equals(pattern)) {
      throw new JsonataError("D3010", "Second argument of replace function cannot be empty");
    }
    refuseNegative(limit, "D3011", "Fourth argument of replace function");
    if (limit != null && !(limit > 0)) {
      return text;
    }
    StringBuilder result = new StringBuilder();
    int position = 0;
    if (pattern instanceof String part) {
      if (!(replacement instanceof String)) {
        throw new JsonataError("D3012", "Attempted to replace a text with a function");
      }
      Needle needle = new Needle(part, evaluation.budget());
      int at = needle.find(text, position);
      for (int count = 0; at >= 0 && (limit == null || count < limit); count++) {
        evaluation.budget().allocateText(at - position + ((String) replacement).length());
        result.append(text, position, at).append(replacement);
        position = at + needle.length();
        at = needle.find(text, position);
      }
      return result.append(text, position, text.length()).toString();
    }
    Map<?, ?> match = first(pattern, text, evaluation);
    for (int count = 0; match != null && (limit == null || count < limit); count++) {
      Object replaced =
          replacement instanceof String template
              ? substitute(template, match)
              : ((FunctionValue) replacement).call(new Object[] {match}, null, evaluation);
      if (!(replaced instanceof String with)) {
        throw new JsonataError(
            "D3012", "Attempted to replace a matched string with a non-string value");
      }
      int start = (int) Values.number(match.get("start"));
      evaluation.budget().allocateText(Math.max(0, start - position) + with.length());
      result.append(text, Math.min(position, start), Math.max(position, start)).append(with);
      position = start + ((String) match.get("match")).length();
      match = next(match, evaluation);
    }
    return result.append(text.substring(Math.min(position, text.length()))).toString();
  }

  /** Returns the replacement with $1 and the like replaced by what the groups hold. */
  private static String substitute(String template, Map<?, ?> match) {
    List<?> groups = (List<?>) match.get("groups");
    StringBuilder result = new StringBuilder();
    int position = 0;
    int dollar = template.indexOf('$');
    while (dollar >= 0 && position < template.length()) {
      result.append(template, position, dollar);
      position = dollar + 1;
      char next = position < template.length() ? template.charAt(position) : 0;
      if (next == '$') {
        result.append('$');
        position++;
      } else if (next == '0') {
        result.append(match.get("match"));
        position++;
      } else {
        int digits = groups.isEmpty() ? 1 : (int) Math.floor(Math.log10(groups.size())) + 1;
        double group = number(template, position, digits);
        if (digits > 1 && group > groups.size()) {
          group = number(template, position, digits - 1);
        }
        if (Double.isNaN(group)) {
          result.append('$');
        } else {
          if (group >= 1 && group <= groups.size() && groups.get((int) group - 1) != null) {
            result.append(groups.get((int) group - 1));
          }
          position += JsNumber.text(group).length();
        }
      }
      dollar = template.indexOf('$', position);
    }
    return result.append(template.substring(Math.min(position, template.length()))).toString();
  }

  private static double number(String template, int at, int digits) {
    return JsNumber.parseInt(template.substring(at, Math.min(at + digits, template.length())));
  }

  static Object split(String text, Object separator, Double limit, Evaluation evaluation) {
    refuseNegative(limit, "D3020", "Third argument of split function");
    JsonArray parts = new JsonArray();
    if (limit != null && !(limit > 0)) {
      return parts;
    }
    if (separator instanceof String mark) {
      return TextFunctions.split(text, mark, limit, evaluation.budget());
    }
    Map<?, ?> match = first(separator, text, evaluation);
    if (match == null) {
      parts.add(text);
      return parts;
    }
    int start = 0;
    int count = 0;
    while (match != null && (limit == null || count < limit)) {
      int at = (int) Values.number(match.get("start"));
      parts.add(text.substring(Math.min(start, at), Math.max(start, at)));
      start = (int) Values.number(match.get("end"));
      match = next(match, evaluation);
      count++;
    }
    if (limit == null || count < limit) {
      parts.add(text.substring(start));
    }
    return parts;
  }

  private static Map<?, ?> first(Object matcher, String text, Evaluation evaluation) {
    return checked(((FunctionValue) matcher).call(new Object[] {text}, null, evaluation));
  }

  private static Map<?, ?> next(Map<?, ?> match, Evaluation evaluation) {
    evaluation.budget().allocate(1);
    if (!(match.get("next") instanceof FunctionValue next)) {
      throw new JsonataError("matcher.next is not a function");
    }
    return checked(next.call(new Object[] {null}, null, evaluation));
  }

  private static Map<?, ?> checked(Object match) {
    if (match == null) {
      return null;
    }
    if (!(match instanceof Map<?, ?> found)
        || !(found.get("start") instanceof Number
            || found.get("end") instanceof Number
            || found.get("groups") instanceof List
            || found.get("next") instanceof FunctionValue)) {
      throw new JsonataError(
          "T1010", "The matcher function does not return the correct object structure");
    }
    return found;
  }

  private static void refuseNegative(Double limit, String code, String what) {
    if (limit != null && limit < 0) {
      throw new JsonataError(code, what + " must evaluate to a positive number");
    }
  }
}
