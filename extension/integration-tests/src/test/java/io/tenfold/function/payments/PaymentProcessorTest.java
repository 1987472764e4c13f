package io.tenfold.function.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tenfold.function.RecordContext;
import io.tenfold.function.TransientFailure;
import io.tenfold.function.payments.PaymentProcessor.Payment;
import io.tenfold.function.payments.PaymentProcessor.Receipt;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a service that keeps to its keys, as those with an Idempotency-Key do. */
class PaymentProcessorTest {
  private static final Payment PAYMENT = new Payment("DE02120300000000202051", BigDecimal.TEN);

  private final List<String> made = new ArrayList<>();
  private final Map<String, String> receipts = new HashMap<>();
  private boolean losesItsAnswer;
  private HttpServer service;
  private PaymentProcessor processor;

  @BeforeEach
  void start() throws IOException {
    service = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    service.createContext("/", this::pay);
    service.start();
    processor =
        new PaymentProcessor(URI.create("http://127.0.0.1:" + service.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  private void pay(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String receipt =
        receipts.computeIfAbsent(
            exchange.getRequestHeaders().getFirst("Idempotency-Key"),
            key -> {
              made.add(form);
              return "P-" + made.size();
            });
    if (!losesItsAnswer) {
      exchange.sendResponseHeaders(201, 0);
      exchange.getResponseBody().write(receipt.getBytes(StandardCharsets.UTF_8));
    }
    exchange.close();
  }

  private static RecordContext attempt(String key) {
    return new RecordContext(0, "request", Instant.MAX, key);
  }

  @Test
  void paysOnceHoweverOftenItIsTried() throws Exception {
    losesItsAnswer = true;
    assertThatThrownBy(() -> processor.process(PAYMENT, attempt("a")))
        .isInstanceOf(TransientFailure.class);
    losesItsAnswer = false;

    assertThat(processor.process(PAYMENT, attempt("a"))).isEqualTo(new Receipt("P-1"));
    assertThat(processor.process(PAYMENT, attempt("a"))).isEqualTo(new Receipt("P-1"));
    assertThat(made).containsExactly("iban=DE02120300000000202051&amount=10");
  }

  @Test
  void paysTheSameAmountAgainForAnotherRecord() throws Exception {
    processor.process(PAYMENT, attempt("a"));

    assertThat(processor.process(PAYMENT, attempt("b"))).isEqualTo(new Receipt("P-2"));
    assertThat(made).hasSize(2);
  }
}
