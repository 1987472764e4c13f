package io.tenfold.bench.processor;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.math.BigDecimal;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** A service that knows what currencies are worth. */
@Path("/rates")
@RegisterRestClient(configKey = "rates")
public interface Rates {
  /** What one euro costs. */
  @RegisterForReflection
  record Rate(BigDecimal rate) {}

  /** Returns a currency's rate. */
  @GET
  @Path("/{currency}")
  @Retry(maxRetries = 2)
  @Timeout(5000)
  Rate of(@PathParam("currency") String currency);
}
