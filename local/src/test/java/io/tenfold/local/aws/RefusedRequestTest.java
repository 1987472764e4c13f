package io.tenfold.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that once were answered by a fault of the endpoint, or took effect all the same. */
class RefusedRequestTest {
  private static final String ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:known";

  private final BareEndpoint endpoint = new BareEndpoint();

  @BeforeEach
  void create() {
    endpoint.states("CreateStateMachine", machine("known"));
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  private static Map<String, Object> machine(String name) {
    return Endpoint.object(
        "name", name, "definition", Endpoint.pass("one"), "roleArn", Endpoint.ROLE);
  }

  private String refusal(String action, Object... input) {
    BareEndpoint.Answer answer = endpoint.states(action, Endpoint.object(input));
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    return (String) ((Map<?, ?>) Json.parse(answer.body())).get("__type");
  }

  @Test
  void aVersionOfMoreDigitsThanANumberHasIsNotThere() {
    String version = ARN + ":99999999999999999999";

    assertThat(refusal("DescribeStateMachine", "stateMachineArn", version))
        .isEqualTo("StateMachineDoesNotExist");
    assertThat(refusal("DeleteStateMachineVersion", "stateMachineVersionArn", version))
        .isEqualTo("InvalidArn");
  }

  @Test
  void aPageSizeIsNotTakenForAnotherNumber() {
    for (Object size : List.of(-1, 0.5, 1_001, 2_147_483_649L, 4_294_967_297L)) {
      assertThat(refusal("ListStateMachines", "maxResults", size)).isEqualTo("ValidationException");
    }
  }

  @Test
  void tagsAreStructuresAndTheirKeysTexts() {
    for (Object tag : Arrays.asList(null, 1, "a", List.of())) {
      List<Object> tags = Arrays.asList(tag);
      assertThat(refusal("TagResource", "resourceArn", ARN, "tags", tags))
          .isEqualTo("ValidationException");
    }
    for (Object key : Arrays.asList(null, 1, List.of())) {
      List<Object> keys = Arrays.asList(key);
      assertThat(refusal("UntagResource", "resourceArn", ARN, "tagKeys", keys))
          .isEqualTo("ValidationException");
    }
  }

  @Test
  void routesAreStructuresAndTheirWeightsPercentages() {
    endpoint.states("PublishStateMachineVersion", Map.of("stateMachineArn", ARN));
    Object route = Endpoint.object("stateMachineVersionArn", ARN + ":1", "weight", 4_294_967_396L);
    for (Object given : Arrays.asList(null, 1, route)) {
      assertThat(
              refusal(
                  "CreateStateMachineAlias",
                  "name",
                  "live",
                  "routingConfiguration",
                  Arrays.asList(given)))
          .isEqualTo("ValidationException");
    }
  }

  @Test
  void aMachineThatIsRefusedIsNotThere() {
    Map<String, Object> input = machine("other");
    input.put("tags", List.of(1));

    assertThat(endpoint.states("CreateStateMachine", input).status()).isEqualTo(400);
    assertThat(refusal("DescribeStateMachine", "stateMachineArn", ARN.replace("known", "other")))
        .isEqualTo("StateMachineDoesNotExist");
  }

  @Test
  void anExecutionThatIsRefusedDoesNotRun() {
    assertThat(refusal("StartExecution", "stateMachineArn", ARN, "name", "a", "traceHeader", 1))
        .isEqualTo("ValidationException");
    // What had been started under that name would be refused as another.
    assertThat(
            endpoint
                .states("StartExecution", Map.of("stateMachineArn", ARN, "name", "a", "input", "1"))
                .status())
        .isEqualTo(200);
  }

  @Test
  void aPackageThatIsNotInBase64IsForMotoToRefuse() {
    for (String zip : List.of("{UEsFBgAAAAA=", "UEsF=gAAAAA=", "U")) {
      BareEndpoint.Answer answer =
          endpoint.send(
              "POST /2015-03-31/functions HTTP/1.1\r\nHost: localhost\r\n",
              Json.writeBytes(Map.of("FunctionName", "known", "Code", Map.of("ZipFile", zip))));
      assertThat(answer.status()).as(answer.body()).isEqualTo(404);
    }
  }

  @Test
  void anExpressionThatIsNoneIsRefused() {
    for (String expression : List.of("$match('a', /a{2,1}/)", "(".repeat(100_000), "/a{2,1}/")) {
      Map<String, Object> input = machine("other");
      input.put("definition", Endpoint.pass("{% " + expression + " %}"));
      BareEndpoint.Answer answer = endpoint.states("CreateStateMachine", input);
      assertThat(answer.body()).contains("InvalidDefinition", "INVALID_JSONATA_EXPRESSION");
    }
  }
}
