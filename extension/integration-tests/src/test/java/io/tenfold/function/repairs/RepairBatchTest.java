package io.tenfold.function.repairs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenfold.test.Batch;
import io.tenfold.test.BatchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepairBatchTest {
  private static final String WITH_TWO_CHAINS =
      """
      {"repair-no": "R-1", "received": "2026-01-31", "parts": [{"name": "chain", "pieces": 2, "each": 12.35}]}
      """;
  private static final String WITH_PIECES_IN_WORDS =
      """
      {"repair-no": "R-2", "received": "2026-01-31", "parts": [{"name": "chain", "pieces": "2", "each": 1}]}
      """;
  private static final String ON_NO_DAY =
      """
      {"repair-no": "R-3", "received": "2026-02-30", "parts": []}
      """;
  private static final String OF_A_COLOUR =
      """
      {"repair-no": "R-4", "received": "2026-01-31", "parts": [], "colour": "red"}
      """;

  @TempDir Path folder;

  @Test
  void whatLombokBuildsIsReadAsStrictlyAsRecords() throws IOException {
    Path file = folder.resolve("repairs.jsonl");
    Files.writeString(file, WITH_TWO_CHAINS + WITH_PIECES_IN_WORDS + ON_NO_DAY + OF_A_COLOUR);

    BatchResult result = Batch.of(RepairProcessor::new).tolerating(100).run(file);

    JsonNode estimate = result.output(0, JsonNode.class);
    assertThat(estimate.path("number").asText()).isEqualTo("R-1");
    assertThat(estimate.path("day").asText()).isEqualTo("2026-01-31");
    assertThat(estimate.path("lines").path(0).path("price").decimalValue())
        .isEqualByComparingTo("24.70");
    assertThat(estimate.path("total").decimalValue()).isEqualByComparingTo("24.70");
    assertThat(result.failures().get(1L).message())
        .startsWith("parts[0].pieces: expected a whole number");
    assertThat(result.failures().get(2L).message()).startsWith("received: expected a date");
    assertThat(result.failures().get(3L).message())
        .isEqualTo("colour: unknown field; known are parts, received, repair-no");
  }
}
