package io.tenfold.function.payments;

import io.tenfold.function.Processor;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.TransientFailure;
import io.tenfold.function.payments.PaymentProcessor.Payment;
import io.tenfold.function.payments.PaymentProcessor.Receipt;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Has a service make payments, each of them once, however often it is asked. */
@Processor
public class PaymentProcessor implements RecordProcessor<Payment, Receipt> {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** A payment to an account. */
  public record Payment(String iban, BigDecimal amount) {}

  /** The number under which the service made the payment. */
  public record Receipt(String number) {}

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI service;

  /** Takes the service's address from the environment. */
  public PaymentProcessor() {
    this(URI.create(System.getenv("PAYMENT_SERVICE")));
  }

  PaymentProcessor(URI service) {
    this.service = service;
  }

  /** Returns the receipt of the payment, whichever attempt made it. */
  @Override
  public Receipt process(Payment payment, RecordContext context) throws InterruptedException {
    if (payment.iban() == null || !payment.iban().matches("[A-Z0-9]{15,34}")) {
      throw new RecordRejected("iban", "must be 15 to 34 letters and digits");
    }
    if (payment.amount() == null || payment.amount().signum() <= 0) {
      throw new RecordRejected("amount", "must be above 0");
    }
    String form = "iban=" + payment.iban() + "&amount=" + payment.amount().toPlainString();
    HttpRequest request =
        HttpRequest.newBuilder(service)
            .timeout(LONGEST)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Idempotency-Key", context.idempotencyKey())
            .POST(BodyPublishers.ofString(form))
            .build();
    HttpResponse<String> answer;
    try {
      answer = client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      // Perhaps the payment was made and only the answer lost: the next attempt has the same key.
      throw new TransientFailure("no answer from the payment service", e);
    }
    return switch (answer.statusCode()) {
      case 200, 201 -> new Receipt(answer.body());
      case 400 -> throw new RecordRejected("the payment service says " + answer.body());
      // 409: another attempt at this record is being processed at this moment.
      case 409, 429, 500, 502, 503, 504 ->
          throw new TransientFailure("the payment service says " + answer.statusCode());
      default -> throw new IllegalStateException("unexpected status " + answer.statusCode());
    };
  }
}
