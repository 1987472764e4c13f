package io.tenfold.local.map.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.Json;
import org.junit.jupiter.api.Test;

class ItemCountsTest {

  @Test
  void theCountsHaveDescribeMapRunsNames() {
    assertThat(Json.write(new MapRun.ItemCounts(1, 2, 3, 4, 5, 6, 21, 8, 9).json()))
        .isEqualTo(
            "{\"pending\":1,\"running\":2,\"succeeded\":3,\"failed\":4,\"timedOut\":5,"
                + "\"aborted\":6,\"total\":21,\"resultsWritten\":8,\"failuresNotRedrivable\":0,"
                + "\"pendingRedrive\":0}");
  }
}
