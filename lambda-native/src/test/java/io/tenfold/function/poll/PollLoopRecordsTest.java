package io.tenfold.function.poll;

import static io.tenfold.function.poll.ScriptedApi.ACCEPTED;

import io.tenfold.function.invoke.RecordCases;
import io.tenfold.function.invoke.RecordFunction;
import io.tenfold.function.json.RecordJson;
import io.tenfold.function.log.RecordLog;
import io.tenfold.function.log.StandardOutputLines;
import io.tenfold.function.orders.Order;
import io.tenfold.function.orders.OrderProcessor;
import io.tenfold.function.orders.PricedOrder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** The cases by the function's own loop, which the native packages run. */
@Timeout(60)
class PollLoopRecordsTest extends RecordCases {
  private ScriptedApi server;
  private PollLoop loop;

  @BeforeEach
  void listen() throws IOException {
    server = new ScriptedApi();
    loop =
        new PollLoop(
            new RuntimeApi("127.0.0.1:" + server.port()),
            new RecordFunction(
                new OrderProcessor(),
                RecordJson.of(Order.class, PricedOrder.class),
                new RecordLog(new StandardOutputLines(OutputStream.nullOutputStream(), null))));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Override
  protected Answer invoke(byte[] payload) {
    CompletableFuture<Void> answered =
        server.answer(ScriptedApi.next(payload), ACCEPTED.getBytes(StandardCharsets.UTF_8));
    try {
      loop.once();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    answered.join();
    String request = server.requests().get(server.requests().size() - 1);
    return new Answer(
        request.startsWith("POST /2018-06-01/runtime/invocation/id-1/response "),
        request.substring(request.indexOf("\r\n\r\n") + 4));
  }
}
