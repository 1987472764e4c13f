package io.tenfold.function.invoke;

import java.util.List;
import java.util.Map;

/**
 * Several records as they are sent together.
 *
 * @param items the records, in the payload's order
 * @param parameters the run's for all of them, empty where there are none or where the items have
 *     their own
 */
record BatchEnvelope(List<Envelope> items, Map<String, String> parameters) implements Payload {

  /** Returns the parameters of one of the records. */
  Map<String, String> parametersOf(Envelope item) {
    return parameters.isEmpty() ? item.parameters() : parameters;
  }
}
