package io.tenfold.local.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tenfold.local.json.Json;
import io.tenfold.local.jsonata.function.BuiltIns;
import io.tenfold.local.jsonata.value.FunctionValue;
import io.tenfold.local.jsonata.value.JsonArray;
import io.tenfold.local.jsonata.value.JsonNull;
import io.tenfold.local.jsonata.value.JsonObject;
import io.tenfold.local.jsonata.value.JsonataError;
import io.tenfold.local.jsonata.value.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine makes of expressions beside what JSONata 2.0.6 makes of them. */
class ComparisonTest {
  private static final long NOW = 1_700_000_000_123L;
  private static final Path NODE_PROJECT = Path.of("src", "test", "jsonata-2.0.6");
  private static final String EXPRESSIONS = "expressions.txt";
  private static final String EXPECTED = "expected.jsonl";

  @TempDir private Path folder;

  /** One line of the file; the reason is why it differs, or null. */
  private record Line(String expression, Object input, String reason) {}

  private static List<Line> lines() throws IOException {
    List<Line> lines = new ArrayList<>();
    Object input = null;
    String reason = null;
    for (String line : read(EXPRESSIONS)) {
      if (line.startsWith("input: ")) {
        input = Json.parse(line.substring("input: ".length()));
      } else if (line.startsWith("differs: ")) {
        reason = line.substring("differs: ".length());
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        lines.add(new Line(line, input, reason));
        reason = null;
      }
    }
    return lines;
  }

  private static List<String> read(String resource) throws IOException {
    try (var in = ComparisonTest.class.getResourceAsStream(resource)) {
      // Not by lines(): a line separator of Unicode may stand in an expression.
      return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
    }
  }

  @Test
  void whatDiffersFromJsonataHasItsReason() throws IOException {
    List<Line> lines = lines();
    List<String> expected = read(EXPECTED);
    assertThat(expected).hasSameSizeAs(lines);
    Map<String, Object> functions = new BuiltIns().byName();
    List<String> wrong = new ArrayList<>();
    int differing = 0;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      Map<String, Object> result = result(line, functions);
      boolean equal = isAsExpected((Map<?, ?>) Json.parse(expected.get(i)), result);
      differing += equal ? 0 : 1;
      if (equal != (line.reason() == null)) {
        wrong.add(
            line.expression() + " is " + Json.write(result) + ", expected " + expected.get(i));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(lines).hasSizeGreaterThan(600);
    assertThat(differing).isLessThanOrEqualTo(lines.size() / 100);
  }

  private static Map<String, Object> result(Line line, Map<String, Object> functions) {
    Map<String, Object> result = new LinkedHashMap<>();
    try {
      Object input = line.input() == null ? JsonNull.NULL : line.input();
      Object value = new Jsonata(line.expression(), functions).evaluate(input, Map.of(), NOW);
      if (value == null) {
        result.put("undefined", true);
      } else {
        result.put("value", plain(value));
      }
    } catch (JsonataError e) {
      result.put("error", e.code() == null ? (Object) true : e.code());
    }
    return result;
  }

  private static Object plain(Object value) {
    if (value == null || value == JsonNull.NULL) {
      return null;
    }
    if (value instanceof FunctionValue) {
      return "a function";
    }
    if (value instanceof Number number) {
      double d = number.doubleValue();
      return Double.isFinite(d) ? d + 0.0 : (Object) Double.toString(d);
    }
    if (value instanceof List<?> array) {
      List<Object> plain = new ArrayList<>();
      for (int i = 0; i < array.size(); i++) {
        plain.add(plain(array instanceof JsonArray ? array.get(i) : Values.element(array, i)));
      }
      return plain;
    }
    if (value instanceof Map<?, ?> object) {
      Map<String, Object> plain = new LinkedHashMap<>();
      for (String name : Values.names(object)) {
        Object member = Values.member(object, name);
        if (member != null || !(object instanceof JsonObject)) {
          plain.put(name, plain(member));
        }
      }
      return plain;
    }
    return value;
  }

  private static boolean isAsExpected(Map<?, ?> expected, Map<String, Object> result) {
    Object error = expected.get("error");
    if (error != null) {
      return error.equals(true) ? result.containsKey("error") : error.equals(result.get("error"));
    }
    return expected.keySet().equals(result.keySet())
        && isEqual(plain(expected.get("value")), result.get("value"));
  }

  /** As equality, but in the order of an object's members, too. */
  private static boolean isEqual(Object expected, Object value) {
    return Json.write(expected).equals(Json.write(value));
  }

  @Test
  void theExpectedResultsAreThoseOfTheNpmPackage() throws Exception {
    assumeTrue(runs("node", "--version"), "Node.js is not there");
    for (String file : List.of("package.json", "package-lock.json", "expected.js")) {
      Files.copy(
          NODE_PROJECT.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    assumeTrue(
        runs("npm", "ci", "--silent", "--prefer-offline", "--ignore-scripts"),
        "the package jsonata cannot be had");
    Path expressions = folder.resolve(EXPRESSIONS);
    Path expected = folder.resolve(EXPECTED);
    Files.writeString(expressions, String.join("\n", read(EXPRESSIONS)));
    assertThat(runs("node", "expected.js", expressions.toString(), expected.toString())).isTrue();
    assertThat(List.of(Files.readString(expected).split("\n"))).isEqualTo(read(EXPECTED));
  }

  private boolean runs(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
