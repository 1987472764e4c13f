package io.tenfold.local.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tenfold.local.LocalEngine;
import io.tenfold.local.arn.Account;
import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.fuzz.Corpus;
import io.tenfold.local.fuzz.MutatedTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The loader of workflows, with definitions that are wrong in every way. */
class DefinitionPropertyTest {
  private static final Corpus WORKFLOWS =
      Corpus.of(
          "asl",
          ".json",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "{%",
          "%}",
          "\\u0000",
          "null",
          "1e400",
          "-1",
          "\"States\":",
          "\"Next\":",
          "\"End\":true",
          "JSONPath",
          "${a}",
          "${bucket}",
          "$$");

  private static final List<Object> VALUES =
      Arrays.asList(
          null,
          true,
          -1,
          0,
          1.5,
          1e300,
          new java.math.BigDecimal("1e5000"),
          "",
          "{%%}",
          "{% %}",
          "States.ALL",
          "Task",
          "Map",
          "Parallel",
          "Choice",
          "Wait",
          "Pass",
          "Succeed",
          "Fail",
          "JSONPath",
          "DISTRIBUTED",
          "2026-02-30T00:00:00Z",
          "{% $states.input %}",
          "{% /a{2,1}/ %}",
          "{% $eval('1') %}",
          List.of(),
          Map.of(),
          List.of(List.of()),
          Map.of("", Map.of()),
          "${bucket}");

  private final LocalEngine engine =
      new LocalEngine(null, null, null, new Account("eu-central-1", "123456789012"));

  private static List<String> workflows() {
    List<String> all = new ArrayList<>();
    for (byte[] workflow : WORKFLOWS.entries()) {
      all.add(new String(workflow, StandardCharsets.UTF_8));
    }
    try {
      all.add(Files.readString(Path.of("..", "statemachine.asl.json")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return all;
  }

  @Provide
  Arbitrary<String> definitions() {
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(1, WORKFLOWS.mutatedText()),
        net.jqwik.api.Tuple.of(4, MutatedTree.of(workflows(), VALUES)));
  }

  @Property
  void aDefinitionIsAMachineOrRefused(@ForAll("definitions") String definition) {
    load(definition);
  }

  @Provide
  Arbitrary<String> expressions() {
    Arbitrary<String> token =
        Arbitraries.of(
            "$",
            "$$",
            "$states",
            "$states.input",
            "$map(",
            "$x",
            ":=",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "function($a){",
            "λ($a){",
            "/a{2,1}/",
            "/[/",
            "/(?<n>a)/i",
            "/",
            "?",
            ":",
            "~>",
            "|",
            "^(",
            "@$i",
            "#$i",
            "%",
            "%.%",
            "*",
            "**",
            "'a'",
            "\"b\"",
            "`c`",
            "'",
            "\\",
            "1",
            "-1",
            "1e400",
            "1..3",
            "..",
            ".",
            ",",
            ";",
            "&",
            "=",
            "!=",
            "<",
            "and",
            "or",
            "in",
            "null",
            "true",
            "/*",
            "*/",
            "\u0000",
            "é",
            "\ud800",
            "?:",
            "??",
            "$eval(\"1\")");
    return Combinators.combine(
            token.list().ofMinSize(1).ofMaxSize(12),
            Arbitraries.of("", " "),
            Arbitraries.of(1, 1, 1, 3_000))
        .as(
            (tokens, space, times) ->
                times == 1
                    ? String.join(space, tokens)
                    : tokens.get(0).repeat(times) + String.join(space, tokens));
  }

  @Property
  void anExpressionIsReadOrRefused(@ForAll("expressions") String expression) {
    load(
        io.tenfold.local.json.Json.write(
            Map.of(
                "QueryLanguage", "JSONata",
                "StartAt", "A",
                "States",
                    Map.of(
                        "A",
                        Map.of("Type", "Pass", "End", true, "Output", "{%" + expression + "%}")))));
  }

  @Property
  void aTemplateIsFilledOrRefused(@ForAll("definitions") String definition) {
    try {
      String filled =
          new DefinitionTemplate(definition).fill(Map.of("bucket", "$1\\b", "a", "${a}"));
      assertThat(filled).doesNotContain("${bucket}");
    } catch (DefinitionException placeholderWithoutValue) {
      assertThat(placeholderWithoutValue).hasMessageContaining("${");
    }
  }

  private void load(String definition) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          try {
            assertThat(engine.define("machine", definition)).isNotNull();
          } catch (DefinitionException refused) {
            assertThat(refused).hasMessageContaining(": ");
          }
        });
  }
}
