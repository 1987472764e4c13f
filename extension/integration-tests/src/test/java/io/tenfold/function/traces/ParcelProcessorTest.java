package io.tenfold.function.traces;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tenfold.function.RecordContext;
import io.tenfold.function.traces.ParcelProcessor.Parcel;
import io.tenfold.function.traces.ParcelProcessor.Postage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The span of a record, as docs/writing-a-processor.md shows it. */
class ParcelProcessorTest {
  private static final String HEADER = "com.amazonaws.xray.traceHeader";
  private static final RecordContext CONTEXT = new RecordContext(0, "request", Instant.MAX);

  private final List<String> exports = new CopyOnWriteArrayList<>();
  private HttpServer collector;
  private String address;

  @BeforeEach
  void collect() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          exports.add(HexFormat.of().formatHex(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    address = "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces";
    System.setProperty(
        HEADER, "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1");
  }

  @AfterEach
  void end() {
    collector.stop(0);
    System.clearProperty(HEADER);
  }

  @Test
  void aRecordsSpanIsSentBeforeTheNextAndBelongsToTheInvocation() {
    ParcelProcessor processor = new ParcelProcessor(address);

    processor.process(new Parcel(100), CONTEXT);
    assertThat(exports).hasSize(1);
    processor.process(new Parcel(5000), CONTEXT);
    assertThat(exports).hasSize(2);

    assertThat(exports)
        .allSatisfy(
            span ->
                assertThat(span)
                    .contains("5759e988bd862e3fe1be46a994272793")
                    .contains("53995c3f42cd8ad8"));
  }

  @Test
  void aRecordNeedsNoCollector() {
    collector.stop(0);

    assertThat(new ParcelProcessor(address).process(new Parcel(100), CONTEXT))
        .isEqualTo(new Postage(399));
    assertThat(exports).isEmpty();
  }
}
