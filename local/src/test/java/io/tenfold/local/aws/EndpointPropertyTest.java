package io.tenfold.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.aws.http.CallScope;
import io.tenfold.local.fuzz.Corpus;
import io.tenfold.local.fuzz.Input;
import io.tenfold.local.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * The endpoint, with requests that no SDK sends: each is answered, and none by a fault of its own.
 */
class EndpointPropertyTest {
  private static final String ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:known";
  private static final String EXECUTION =
      "arn:aws:states:us-east-1:123456789012:execution:known:first";

  static final List<String> ACTIONS =
      List.of(
          "CreateStateMachine",
          "UpdateStateMachine",
          "DescribeStateMachine",
          "DescribeStateMachineForExecution",
          "ListStateMachines",
          "ValidateStateMachineDefinition",
          "PublishStateMachineVersion",
          "ListStateMachineVersions",
          "DeleteStateMachineVersion",
          "CreateStateMachineAlias",
          "DescribeStateMachineAlias",
          "UpdateStateMachineAlias",
          "DeleteStateMachineAlias",
          "ListStateMachineAliases",
          "TagResource",
          "UntagResource",
          "ListTagsForResource",
          "StartExecution",
          "StartSyncExecution",
          "DescribeExecution",
          "ListExecutions",
          "StopExecution",
          "RedriveExecution",
          "GetExecutionHistory",
          "ListMapRuns",
          "DescribeMapRun",
          "UpdateMapRun",
          "DeleteStateMachine",
          "NoSuchAction",
          "");

  private static final List<String> MEMBERS =
      List.of(
          "name",
          "definition",
          "roleArn",
          "type",
          "publish",
          "versionDescription",
          "tags",
          "stateMachineArn",
          "stateMachineVersionArn",
          "stateMachineAliasArn",
          "executionArn",
          "mapRunArn",
          "resourceArn",
          "tagKeys",
          "input",
          "traceHeader",
          "maxResults",
          "nextToken",
          "statusFilter",
          "redriveFilter",
          "includedData",
          "includeExecutionData",
          "reverseOrder",
          "error",
          "cause",
          "revisionId",
          "description",
          "routingConfiguration",
          "maxConcurrency",
          "toleratedFailurePercentage",
          "toleratedFailureCount",
          "loggingConfiguration",
          "tracingConfiguration",
          "encryptionConfiguration",
          "clientToken");

  private static final List<Object> VALUES =
      Arrays.asList(
          null,
          true,
          false,
          -1,
          0,
          1,
          1.5,
          101,
          1_000,
          1_001,
          2_147_483_649L,
          4_294_967_297L,
          new BigDecimal("1e400"),
          new BigDecimal("-1e-400"),
          "",
          "a",
          "a b",
          "é",
          "\ud800",
          "x".repeat(300),
          List.of(),
          Arrays.asList((Object) null),
          List.of(1),
          List.of("a"),
          List.of(Map.of()),
          List.of(Map.of("key", "k", "value", "v")),
          List.of(Map.of("key", 1)),
          List.of(Map.of("stateMachineVersionArn", ARN + ":1", "weight", 100)),
          List.of(Map.of("stateMachineVersionArn", ARN + ":1", "weight", 4_294_967_396L)),
          List.of(Map.of("stateMachineVersionArn", ARN + ":9".repeat(1), "weight", 100)),
          Map.of(),
          Map.of("level", List.of()),
          Map.of("a", Map.of("b", List.of())));

  private static final Map<String, List<Object>> LIKELY =
      Map.ofEntries(
          Map.entry("stateMachineArn", arns()),
          Map.entry("stateMachineVersionArn", arns()),
          Map.entry("stateMachineAliasArn", arns()),
          Map.entry("tags", lists()),
          Map.entry("tagKeys", lists()),
          Map.entry("routingConfiguration", lists()),
          Map.entry("maxResults", VALUES.stream().filter(Number.class::isInstance).toList()),
          Map.entry("resourceArn", List.of(ARN)),
          Map.entry(
              "executionArn",
              List.of(EXECUTION, EXECUTION + ":x", "arn:aws:states:::execution:a:b")),
          Map.entry("mapRunArn", List.of("arn:aws:states:us-east-1:123456789012:mapRun:known/a:b")),
          Map.entry("definition", List.of(Endpoint.pass("one"), "{", "[]", "{\"StartAt\":1}")),
          Map.entry("roleArn", List.of(Endpoint.ROLE)),
          Map.entry("type", List.of("STANDARD", "EXPRESS")),
          Map.entry("nextToken", List.of("YQ==", "YQ", "%", "\ud800")));

  private static List<Object> lists() {
    return VALUES.stream().filter(List.class::isInstance).toList();
  }

  private static List<Object> arns() {
    return List.of(
        ARN,
        ARN + ":1",
        ARN + ":live",
        ARN + ":99999999999999999999999999",
        ARN + "/label",
        ARN + ":0",
        ARN + ":",
        "arn",
        "arn:aws:states:us-east-1:123456789012:stateMachine:none");
  }

  private static BareEndpoint endpoint;

  @BeforeContainer
  static void start() {
    endpoint = new BareEndpoint();
    create();
  }

  private static void create() {
    endpoint.states(
        "CreateStateMachine",
        Map.of(
            "name",
            "known",
            "definition",
            Endpoint.pass("one"),
            "roleArn",
            Endpoint.ROLE,
            "publish",
            true));
    endpoint.states(
        "CreateStateMachineAlias",
        Map.of(
            "name",
            "live",
            "routingConfiguration",
            List.of(Map.of("stateMachineVersionArn", ARN + ":1", "weight", 100))));
    endpoint.states("StartExecution", Map.of("stateMachineArn", ARN, "name", "first"));
  }

  @AfterContainer
  static void stop() {
    endpoint.close();
  }

  @Provide
  Arbitrary<Map<String, Object>> inputs() {
    return Arbitraries.randomValue(
        random -> {
          Map<String, Object> input = new LinkedHashMap<>();
          for (String member : MEMBERS) {
            List<Object> likely = LIKELY.getOrDefault(member, VALUES);
            int chance = random.nextInt(LIKELY.containsKey(member) ? 4 : 8);
            if (chance == 0) {
              input.put(member, any(VALUES, random));
            } else if (chance < 3) {
              input.put(member, any(likely, random));
            }
          }
          return input;
        });
  }

  private static Object any(List<Object> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }

  @Provide
  Arbitrary<String> actions() {
    return Arbitraries.of(ACTIONS);
  }

  @Property
  void anyInputOfAnyActionIsAnsweredOrRefused(
      @ForAll("actions") String action, @ForAll("inputs") Map<String, Object> input) {
    assertAnswered(endpoint.states(action, input));
    create();
  }

  private static final Corpus BODIES =
      Corpus.of(
          "states",
          ".json",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\u0000",
          "\\ud800",
          "null",
          "1e2147483648",
          "-1",
          "\u00ff");

  @Provide
  Arbitrary<Input> bodies() {
    return BODIES.mutated();
  }

  @Property
  void anyBodyOfAnyActionIsAnsweredOrRefused(
      @ForAll("actions") String action, @ForAll("bodies") Input body) {
    assertAnswered(endpoint.states(action, body.bytes()));
  }

  private static void assertAnswered(BareEndpoint.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isIn(200, 400);
    Object body = Json.parse(answer.body());
    assertThat(body).isInstanceOf(Map.class);
    if (answer.status() == 400) {
      assertThat(((Map<?, ?>) body).get("__type")).asString().isNotEmpty();
    }
  }

  @Provide
  Arbitrary<String> targets() {
    return Arbitraries.of(
            "/",
            "2015-03-31",
            "/functions",
            "/functions/",
            "known",
            "/invocations",
            "/code",
            "/configuration",
            "/versions",
            "/aliases",
            "arn:aws:lambda:us-east-1:123456789012:function:known",
            ":live",
            ":$LATEST",
            "%3A",
            "%",
            "%zz",
            "%2F",
            "%00",
            "..",
            "?",
            "Qualifier=",
            "Qualifier=%25",
            "&",
            "=",
            "policy",
            "notification",
            "a",
            "é",
            "|",
            "\\",
            "+",
            ";")
        .list()
        .ofMaxSize(7)
        .map(parts -> "/" + String.join("", parts));
  }

  @Provide
  Arbitrary<String> lambdaPaths() {
    return targets().map(rest -> "/2015-03-31/functions" + rest);
  }

  @Property
  void anyRequestToLambdaIsAnsweredOrRefused(
      @ForAll("lambdaPaths") String target,
      @ForAll("methods") String method,
      @ForAll("lambdaBodies") Input body) {
    assertNoFault("lambda", method, target, body);
  }

  @Property
  void anyTargetOfS3IsAnsweredOrRefused(
      @ForAll("targets") String target,
      @ForAll("methods") String method,
      @ForAll("lambdaBodies") Input body) {
    assertNoFault("s3", method, target, body);
  }

  private static void assertNoFault(String service, String method, String target, Input body) {
    BareEndpoint.Answer answer =
        endpoint.send(
            method
                + " "
                + target
                + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                + new CallScope(service, "us-east-1").authorization()
                + "\r\n",
            body.bytes());
    assertThat(answer.status()).as(answer.body()).isBetween(200, 499);
  }

  @Provide
  Arbitrary<String> methods() {
    return Arbitraries.of("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH");
  }

  @Provide
  Arbitrary<Input> lambdaBodies() {
    Corpus corpus =
        new Corpus(
            List.of(
                utf8("{\"FunctionName\":\"known\",\"Code\":{\"ZipFile\":\"UEsFBgAAAAA=\"}}"),
                utf8("{\"ZipFile\":\"UEsFBgAAAAA=\",\"Publish\":true}"),
                utf8("{\"Code\":{\"S3Bucket\":\"b\",\"S3Key\":\"k/l\"}}"),
                utf8("{\"S3Bucket\":\"b\",\"S3Key\":\"k\",\"S3ObjectVersion\":\"v\"}"),
                utf8("{\"MemorySize\":1e400,\"Environment\":{\"Variables\":{\"A\":1}}}"),
                utf8("")),
            List.of(
                utf8("{"),
                utf8("}"),
                utf8("["),
                utf8("]"),
                utf8("null"),
                utf8(":"),
                utf8(","),
                utf8("\"ZipFile\":"),
                utf8("\"S3Key\":"),
                utf8("\"Code\":"),
                utf8("="),
                utf8("1e2147483648")));
    return corpus.mutated();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
