package io.tenfold.local.aws.sfn;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** An alias: which versions, by ARN, get which percentage of the executions. */
record MachineAlias(
    String name, String description, List<Route> routes, Instant creationDate, Instant updateDate) {

  /** A version's share, 0 to 100. */
  record Route(String versionArn, int weight) {}

  /** Returns the version for the next execution, at random by the weights. */
  String nextVersionArn() {
    int drawn = ThreadLocalRandom.current().nextInt(100);
    for (Route route : routes) {
      drawn -= route.weight();
      if (drawn < 0) {
        return route.versionArn();
      }
    }
    return routes.get(routes.size() - 1).versionArn();
  }
}
