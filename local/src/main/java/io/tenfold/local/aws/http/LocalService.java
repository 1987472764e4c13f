package io.tenfold.local.aws.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** A service that the endpoint answers itself, in whole or in part. */
public interface LocalService {

  /** Tells whether a request is this service's to answer. */
  boolean answers(HttpExchange exchange, CallScope scope);

  /**
   * Answers a request.
   *
   * @throws IOException if the client is gone, or moto is
   */
  void answer(HttpExchange exchange, CallScope scope) throws IOException;
}
