package io.tenfold.local.aws.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tenfold.local.arn.StateMachineArn;
import io.tenfold.local.asl.execution.Execution;
import io.tenfold.local.asl.execution.Scope;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.asl.execution.Transition;
import io.tenfold.local.asl.execution.Workflow;
import io.tenfold.local.aws.moto.MotoClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever the tasks of services behind the endpoint take, they send. */
class ServiceArgumentsTest {
  private HttpServer service;
  private String received;

  @BeforeEach
  void start() throws Exception {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String type = exchange.getRequestHeaders().getFirst("Content-Type");
          received = type.contains("form") ? URLDecoder.decode(body, StandardCharsets.UTF_8) : body;
          byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  private List<TaskIntegration> integrations() {
    MotoClient client = new MotoClient(service.getAddress().getPort(), "us-east-1");
    List<TaskIntegration> integrations = new ArrayList<>(JsonServiceTask.all(client));
    integrations.add(new SnsPublish(client));
    return integrations;
  }

  private static Set<String> taken(TaskIntegration integration) {
    Set<String> taken = new TreeSet<>(integration.required());
    taken.addAll(integration.optional());
    return taken;
  }

  private static Map<String, Object> required(TaskIntegration integration) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (String name : integration.required()) {
      arguments.put(name, name.equals("Entries") ? List.of(Map.of("Source", "s")) : "x");
    }
    return arguments;
  }

  private void call(TaskIntegration integration, Map<String, Object> arguments) throws Exception {
    received = null;
    StateMachineArn machine =
        StateMachineArn.parse("arn:aws:states:us-east-1:123456789012:stateMachine:m");
    Execution.Started started =
        new Execution.Started("arn", "e", machine, Map.of(), Instant.now(), null);
    new Workflow.Named(
            "S",
            "Task",
            context -> {
              try {
                integration.call(arguments, context);
              } catch (RuntimeException e) {
                // The answer is none of the service's: what was asked matters here.
              }
              return new Transition.End(1, Map.of());
            })
        .run(Execution.trial(started, Map.of(), false), new Scope(), Map.of());
    assertThat(received).as(integration.resource()).isNotNull();
  }

  @Test
  void eachArgumentThatIsTakenIsSent() throws Exception {
    List<String> resources = new ArrayList<>();
    for (TaskIntegration integration : integrations()) {
      resources.add(integration.resource());
      assertThat(taken(integration)).containsAll(integration.members().keySet());
      for (String name : taken(integration)) {
        if (integration.members().containsKey(name)) {
          continue; // the next test's
        }
        for (Object value : List.of("sent-" + name, 4711, Map.of("in", "sent"))) {
          if (!(value instanceof String) && integration.texts().contains(name)) {
            continue;
          }
          Map<String, Object> arguments = required(integration);
          arguments.put(name, value);
          call(integration, arguments);
          assertThat(received)
              .as(integration.resource())
              .contains(name)
              .contains(value instanceof Map ? "{\"in\":\"sent\"}" : value.toString());
        }
      }
    }
    assertThat(resources)
        .containsExactlyInAnyOrder(
            "dynamodb:getItem",
            "dynamodb:putItem",
            "dynamodb:updateItem",
            "dynamodb:deleteItem",
            "events:putEvents",
            "sns:publish");
  }

  @Test
  void eachMemberThatAnArgumentMayHaveIsSent() throws Exception {
    List<String> with = new ArrayList<>();
    for (TaskIntegration integration : integrations()) {
      for (Map.Entry<String, Set<String>> members : integration.members().entrySet()) {
        with.add(members.getKey());
        for (String member : members.getValue()) {
          Map<String, Object> object = Map.of(member, "{\"sent\":1}");
          Map<String, Object> arguments = required(integration);
          boolean array = members.getKey().equals("Entries");
          arguments.put(
              members.getKey(),
              array
                  ? List.of(member.equals("Resources") ? Map.of(member, List.of("sent")) : object)
                  : Map.of("attribute", object));
          call(integration, arguments);
          assertThat(received).as(member).contains(member).contains("sent");
        }
      }
    }
    assertThat(with).containsExactlyInAnyOrder("Entries", "MessageAttributes");
  }
}
