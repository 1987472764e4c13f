package io.tenfold.cli.endpoint;

import java.io.IOException;

/** Serves the page of the runs at an endpoint. */
@FunctionalInterface
public interface RunsConsole {
  /**
   * A page that is served until it is closed.
   *
   * @param address where it is
   */
  record Served(String address, Runnable toClose) {}

  /**
   * Starts to serve.
   *
   * @param endpointUrl where the runs are
   * @param port on 127.0.0.1; 0 for any that is free
   */
  Served serve(String endpointUrl, int port) throws IOException;
}
