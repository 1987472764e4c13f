package io.tenfold.bench.processor;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.RoundingMode;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Changes money. */
@ApplicationScoped
public class Work {
  private final Rates rates;

  /** Takes the service. */
  public Work(@RestClient Rates rates) {
    this.rates = rates;
  }

  /** Returns the amount in euros. */
  public Output process(Input input) {
    return new Output(
        input.amount().divide(rates.of(input.currency()).rate(), 2, RoundingMode.HALF_UP));
  }
}
