package io.tenfold.function.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import io.quarkus.test.QuarkusUnitTest;
import io.tenfold.function.BatchProcessor;
import io.tenfold.function.BatchRecord;
import io.tenfold.function.Processor;
import io.tenfold.function.RecordOutcome;
import io.tenfold.function.quarkus.RecordHandler;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A processor over a whole batch, in a function that Quarkus has built. */
class BatchProcessorTest {
  record Item(String name) {}

  /** Says with how many others an item came. */
  @Processor
  static class Together implements BatchProcessor<Item, Item> {
    @Override
    public List<RecordOutcome<Item>> processBatch(List<BatchRecord<Item>> records) {
      List<RecordOutcome<Item>> outcomes = new ArrayList<>();
      for (BatchRecord<Item> item : records) {
        outcomes.add(
            RecordOutcome.succeeded(new Item(item.record().name() + " of " + records.size())));
      }
      return outcomes;
    }
  }

  @RegisterExtension
  static final QuarkusUnitTest FUNCTION =
      new QuarkusUnitTest()
          .withApplicationRoot(root -> root.addClasses(Item.class, Together.class))
          .overrideConfigKey("quarkus.lambda.mock-event-server.test-port", "0");

  @Inject RecordHandler handler;

  @Test
  void isFoundAndGivenABatch() throws IOException {
    assertThat(
            answer(
                "{\"Items\": [{\"index\": 7, \"record\": {\"name\": \"a\"}},"
                    + " {\"index\": 8, \"record\": {\"name\": \"b\"}}]}"))
        .startsWith(
            "{\"outcomes\":[{\"index\":7,\"output\":{\"name\":\"a of 2\"}},"
                + "{\"index\":8,\"output\":{\"name\":\"b of 2\"}}],");
  }

  @Test
  void isGivenARecordByItself() throws IOException {
    assertThat(answer("{\"index\": 7, \"record\": {\"name\": \"a\"}}"))
        .isEqualTo("{\"index\":7,\"output\":{\"name\":\"a of 1\"}}");
  }

  private String answer(String event) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, context());
    return answer.toString(StandardCharsets.UTF_8);
  }

  private static Context context() {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) ->
                method.getReturnType() == int.class ? (Object) 60_000 : "request");
  }
}
