package io.tenfold.local.jsonata.function;

import io.tenfold.local.jsonata.value.FunctionValue;
import io.tenfold.local.jsonata.value.JsNumber;
import io.tenfold.local.jsonata.value.JsonArray;
import io.tenfold.local.jsonata.value.JsonText;
import io.tenfold.local.jsonata.value.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** All functions of JSONata 2.0.6 by name, but for {@code $eval}. */
public final class BuiltIns {
  private final Map<String, Object> functions = new HashMap<>();

  /** Makes them. */
  public BuiltIns() {
    addTextFunctions();
    addNumberFunctions();
    addArrayFunctions();
    addObjectFunctions();
    addDateFunctions();
  }

  /** Returns them by name, without the dollar sign. */
  public Map<String, Object> byName() {
    return functions;
  }

  private void add(String name, int arity, String signature, BuiltIn.Body body) {
    functions.put(name, new BuiltIn(name, arity, signature, body));
  }

  /** Adds a function whose result is undefined if its first argument is. */
  private void addDefined(String name, int arity, String signature, BuiltIn.Body body) {
    add(name, arity, signature, (a, e) -> a[0] == null ? null : body.call(a, e));
  }

  private static String text(Object argument) {
    return (String) argument;
  }

  private static double number(Object argument) {
    return argument == null ? Double.NaN : Values.number(argument);
  }

  private static Double optional(Object argument) {
    return argument == null ? null : (Double) Values.number(argument);
  }

  private static List<?> list(Object argument) {
    return (List<?>) argument;
  }

  private static FunctionValue function(Object argument) {
    return (FunctionValue) argument;
  }

  private void addTextFunctions() {
    addDefined(
        "string",
        1,
        "<x-b?:s>",
        (a, e) -> JsonText.of(a[0], a.length > 1 && Values.isTruthy(a[1]), e.budget()));
    addDefined(
        "substring",
        3,
        "<s-nn?:s>",
        (a, e) -> TextFunctions.substring(text(a[0]), number(a[1]), optional(a[2])));
    addDefined(
        "substringBefore",
        2,
        "<s-s:s>",
        (a, e) -> TextFunctions.before(text(a[0]), mark(a[1]), e.budget()));
    addDefined(
        "substringAfter",
        2,
        "<s-s:s>",
        (a, e) -> TextFunctions.after(text(a[0]), mark(a[1]), e.budget()));
    addDefined("lowercase", 1, "<s-:s>", (a, e) -> TextFunctions.lowercase(text(a[0])));
    addDefined("uppercase", 1, "<s-:s>", (a, e) -> TextFunctions.uppercase(text(a[0])));
    addDefined("length", 1, "<s-:n>", (a, e) -> (double) TextFunctions.length(text(a[0])));
    addDefined("trim", 1, "<s-:s>", (a, e) -> TextFunctions.trim(text(a[0])));
    addDefined(
        "pad",
        3,
        "<s-ns?:s>",
        (a, e) -> TextFunctions.pad(text(a[0]), number(a[1]), text(a[2]), e.budget()));
    addDefined(
        "match",
        3,
        "<s-f<s:o>n?:a<o>>",
        (a, e) -> MatchFunctions.match(text(a[0]), a[1], optional(a[2]), e));
    addDefined("contains", 2, "<s-(sf):b>", (a, e) -> MatchFunctions.contains(text(a[0]), a[1], e));
    addDefined(
        "replace",
        4,
        "<s-(sf)(sf)n?:s>",
        (a, e) -> MatchFunctions.replace(text(a[0]), a[1], a[2], optional(a[3]), e));
    addDefined(
        "split",
        3,
        "<s-(sf)n?:a<s>>",
        (a, e) -> MatchFunctions.split(text(a[0]), a[1], optional(a[2]), e));
    addDefined(
        "join", 2, "<a<s>s?:s>", (a, e) -> TextFunctions.join(list(a[0]), text(a[1]), e.budget()));
    addDefined("base64encode", 1, "<s-:s>", (a, e) -> TextFunctions.base64encode(text(a[0])));
    addDefined("base64decode", 1, "<s-:s>", (a, e) -> TextFunctions.base64decode(text(a[0])));
    addDefined("encodeUrlComponent", 1, "<s-:s>", (a, e) -> UriCoding.encode(text(a[0]), true));
    addDefined("encodeUrl", 1, "<s-:s>", (a, e) -> UriCoding.encode(text(a[0]), false));
    addDefined("decodeUrlComponent", 1, "<s-:s>", (a, e) -> UriCoding.decode(text(a[0]), true));
    addDefined("decodeUrl", 1, "<s-:s>", (a, e) -> UriCoding.decode(text(a[0]), false));
  }

  /** JavaScript looks for an argument that is not given as for the text "undefined". */
  private static String mark(Object argument) {
    return argument == null ? "undefined" : (String) argument;
  }

  private void addNumberFunctions() {
    addDefined(
        "formatNumber",
        3,
        "<n-so?:s>",
        (a, e) -> new NumberPicture(text(a[1]), (Map<?, ?>) a[2], e.budget()).format(number(a[0])));
    addDefined(
        "formatBase",
        2,
        "<n-n?:s>",
        (a, e) -> TextFunctions.formatBase(number(a[0]), optional(a[1])));
    addDefined(
        "formatInteger",
        2,
        "<n-s:s>",
        (a, e) -> new IntegerPicture(text(a[1])).format(Math.floor(number(a[0]))));
    addDefined("parseInteger", 2, "<s-s:n>", (a, e) -> parseInteger(text(a[0]), text(a[1])));
    addDefined("number", 1, "<(nsb)-:n>", (a, e) -> NumberFunctions.number(a[0]));
    addDefined("floor", 1, "<n-:n>", (a, e) -> Math.floor(number(a[0])));
    addDefined("ceil", 1, "<n-:n>", (a, e) -> Math.ceil(number(a[0])));
    addDefined(
        "round",
        2,
        "<n-n?:n>",
        (a, e) -> JsNumber.roundHalfEven(number(a[0]), a[1] == null ? 0 : number(a[1])));
    addDefined("abs", 1, "<n-:n>", (a, e) -> Math.abs(number(a[0])));
    addDefined("sqrt", 1, "<n-:n>", (a, e) -> NumberFunctions.sqrt(number(a[0])));
    addDefined("power", 2, "<n-n:n>", (a, e) -> NumberFunctions.power(number(a[0]), number(a[1])));
    add("random", 0, "<:n>", (a, e) -> ThreadLocalRandom.current().nextDouble());
    add("boolean", 1, "<x-:b>", (a, e) -> Values.bool(a[0]));
    addDefined("not", 1, "<x-:b>", (a, e) -> !Values.truth(a[0]));
    addDefined("sum", 1, "<a<n>:n>", (a, e) -> NumberFunctions.sum(list(a[0])));
    addOfSome("max", (a, e) -> NumberFunctions.max(list(a[0])));
    addOfSome("min", (a, e) -> NumberFunctions.min(list(a[0])));
    addOfSome("average", (a, e) -> NumberFunctions.sum(list(a[0])) / list(a[0]).size());
  }

  private static double parseInteger(String text, String picture) {
    IntegerPicture format = new IntegerPicture(picture);
    format.pattern();
    return format.parse(text);
  }

  private void addOfSome(String name, BuiltIn.Body body) {
    add(
        name,
        1,
        "<a<n>:n>",
        (a, e) -> a[0] == null || list(a[0]).isEmpty() ? null : body.call(a, e));
  }

  private void addArrayFunctions() {
    add("count", 1, "<a:n>", (a, e) -> a[0] == null ? 0.0 : (double) list(a[0]).size());
    addDefined("map", 2, "<af>", (a, e) -> HigherFunctions.map(list(a[0]), function(a[1]), e));
    add("zip", 0, "<a+>", (a, e) -> ArrayFunctions.zip(a, e.budget()));
    addDefined(
        "filter", 2, "<af>", (a, e) -> HigherFunctions.filter(list(a[0]), function(a[1]), e));
    addDefined(
        "single", 2, "<af?>", (a, e) -> HigherFunctions.single(list(a[0]), function(a[1]), e));
    addDefined(
        "reduce",
        3,
        "<afj?:j>",
        (a, e) -> HigherFunctions.reduce(list(a[0]), function(a[1]), a[2], e));
    add("append", 2, "<xx:a>", (a, e) -> Values.append(a[0], a[1], e.budget()));
    addDefined("reverse", 1, "<a:a>", (a, e) -> ArrayFunctions.reverse(list(a[0]), e.budget()));
    addDefined("sort", 2, "<af?:a>", (a, e) -> HigherFunctions.sort(list(a[0]), function(a[1]), e));
    addDefined("shuffle", 1, "<a:a>", (a, e) -> ArrayFunctions.shuffle(list(a[0]), e.budget()));
    addDefined("distinct", 1, "<x:x>", (a, e) -> ArrayFunctions.distinct(a[0], e.budget()));
  }

  private void addObjectFunctions() {
    add(
        "sift",
        2,
        "<o-f?:o>",
        (a, e) -> a[0] == null ? null : HigherFunctions.sift((Map<?, ?>) a[0], function(a[1]), e));
    add("keys", 1, "<x-:a<s>>", (a, e) -> ObjectFunctions.keys(a[0], e.budget()));
    add("lookup", 2, "<x-s:x>", (a, e) -> ObjectFunctions.lookup(a[0], mark(a[1]), e.budget()));
    add("exists", 1, "<x:b>", (a, e) -> a[0] != null);
    add("spread", 1, "<x-:a<o>>", (a, e) -> ObjectFunctions.spread(a[0], e.budget()));
    addDefined("merge", 1, "<a<o>:o>", (a, e) -> ObjectFunctions.merge(list(a[0]), e.budget()));
    add(
        "each",
        2,
        "<o-f:a>",
        (a, e) ->
            a[0] == null
                ? JsonArray.newSequence()
                : HigherFunctions.each((Map<?, ?>) a[0], function(a[1]), e));
    add(
        "error",
        1,
        "<s?:x>",
        (a, e) -> {
          throw ObjectFunctions.error(text(a[0]));
        });
    add("assert", 2, "<bs?:x>", (a, e) -> ObjectFunctions.check(a[0], text(a[1])));
    addDefined("type", 1, "<x:s>", (a, e) -> ObjectFunctions.type(a[0]));
    addDefined("clone", 1, "<(oa)-:o>", (a, e) -> ObjectFunctions.copy(a[0], e.budget()));
  }

  private void addDateFunctions() {
    add("now", 2, "<s?s?:s>", (a, e) -> fromMillis(e.millis(), text(a[0]), text(a[1])));
    add("millis", 0, "<:n>", (a, e) -> (double) e.millis());
    addDefined(
        "toMillis",
        2,
        "<s-s?:n>",
        (a, e) ->
            a[1] == null
                ? (Double) IsoTime.parse(text(a[0]))
                : new DateTimePicture(text(a[1])).parse(text(a[0]), e));
    addDefined(
        "fromMillis", 3, "<n-s?s?:s>", (a, e) -> fromMillis(number(a[0]), text(a[1]), text(a[2])));
  }

  private static String fromMillis(double millis, String picture, String timezone) {
    return new DateTimePicture(picture == null ? DateTimePicture.ISO : picture)
        .format(millis, timezone);
  }
}
