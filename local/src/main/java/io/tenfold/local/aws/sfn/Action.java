package io.tenfold.local.aws.sfn;

import io.tenfold.local.aws.sfn.request.ApiException;
import io.tenfold.local.aws.sfn.request.Parameters;
import java.util.Map;

/** What answers one API action: its input to its output, both as JSON objects. */
@FunctionalInterface
interface Action {
  /**
   * Answers a request.
   *
   * @throws ApiException to refuse it
   * @throws InterruptedException if the endpoint is closed meanwhile
   */
  Map<String, Object> answer(Parameters input, RegionalMachines machines)
      throws InterruptedException;
}
