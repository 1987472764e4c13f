package io.tenfold.local.map.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.Json;
import io.tenfold.local.map.read.Dataset;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ItemReader;
import io.tenfold.local.map.read.MemoryObjectStore;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.map.result.Reconciliation.Expected;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The results of a run compared with its file. */
class ReconciliationTest {
  private final MemoryObjectStore store = new MemoryObjectStore();
  private final List<ChildExecution> children = new ArrayList<>();

  private ReconciliationTest add(String input, String output) {
    children.add(
        new ChildExecution(
            "arn:" + children.size(),
            "c" + children.size(),
            "arn",
            "SUCCEEDED",
            input,
            output,
            null,
            null,
            null,
            null));
    return this;
  }

  private Reconciliation with(String file, boolean retry) throws IOException {
    try (ResultWriter writer = new ResultWriter(store, "b", "r", "arn", "run", 1_000_000)) {
      children.forEach(writer::write);
      writer.finish();
    }
    store.with("in", file);
    Dataset dataset = new ItemReader(store, ReaderConfig.of(InputType.JSON)).open("b", "in");
    return Reconciliation.of(
        new ResultFiles(store, "b", "r/run/manifest.json"),
        new Expected(dataset.count(), 0, retry, null, null)
            .comparedWith(store, dataset.location()));
  }

  @Test
  void resultsOfTheFilesOwnRecordsHold() throws IOException {
    Reconciliation result =
        add("{\"index\":1,\"record\":{\"v\":1e-400}}", "{\"index\":1,\"output\":2}")
            .add("{\"index\":0,\"record\":\"a\"}", "{\"echo\":{\"index\":7}}")
            .with("[ \"a\", {\"v\": 1e-400} ]", false);
    assertThat(result.sentence())
        .isEqualTo(
            "2 succeeded + 0 failed + 0 pending = 2 records, each accounted for exactly once.");
    assertThat(result.holds()).isTrue();
  }

  @Test
  void resultsAreReadOnceIfTheyAreTheFilesOwn() throws IOException {
    add("{\"index\":1,\"record\":{\"v\":[1.25,\"é\\n\"]}}", "1")
        .add("{\"index\":0,\"record\":1}", "1")
        .with("[ 1.0, {\"v\": [1.25, \"\\u00e9\\n\"]} ]", false);
    assertThat(store.opened).containsEntry("r/run/SUCCEEDED_0.json", 1);
  }

  @Test
  void recordsAreComparedWhateverTheirCharacters() throws IOException {
    String file = "[{\"t\":\"é“☕\uD83D\uDE00\\n\\\"\\\\\\/\\u0007\\ud83d\",\"v\":[1.5,{}]}]";
    String record = Json.write(((List<?>) Json.parse(file)).get(0));
    assertThat(
            add("{\"index\":0,\"record\":" + record + ",\"origin\":\"a\"}", "1")
                .with(file, false)
                .holds())
        .isTrue();
    children.clear();
    for (int i = 0; i < record.length(); i++) {
      String altered = record.substring(0, i) + '7' + record.substring(i + 1);
      if (record.charAt(i) == '☕' || record.charAt(i) == '5' || record.charAt(i) == 'v') {
        assertThat(
                add("{\"index\":0,\"record\":" + altered + ",\"origin\":\"a\"}", "1")
                    .with(file, false)
                    .altered()
                    .first())
            .containsExactly(0L);
        children.clear();
      }
    }
  }

  @Test
  void aNameThatComesTwiceInTheFileIsNoDifference() throws IOException {
    assertThat(
            add("{\"index\":0,\"record\":{\"a\":2,\"b\":1}}", "1")
                .with("[{\"a\":1,\"b\":1,\"a\":2}]", false)
                .holds())
        .isTrue();
  }

  @Test
  void anInputThatBreaksOffWithinItsRecordHarmsNoOther() throws IOException {
    Reconciliation result =
        add("{\"index\":0,\"record\":{\"a\":[1,", "1")
            .add("{\"index\":1,\"record\":2}", "1")
            .with("[{\"a\":[1]},2]", false);
    assertThat(result.altered().first()).containsExactly(0L);
  }

  @Test
  void anAnswerThatNamesAnIndexTwiceGoesByTheLast() throws IOException {
    Reconciliation result =
        add("{\"index\":0,\"record\":1}", "{\"index\":0,\"output\":1,\"index\":5}")
            .add("{\"index\":1,\"record\":2}", "{\"index\":1,\"output\":1,\"ind\\u0065x\":5}")
            .add("{\"index\":2,\"record\":3}", "{\"index\":2,\"output\":{\"index\":5}}")
            .with("[1,2,3]", false);
    assertThat(result.misanswered().first()).containsExactly(0L, 1L);
  }

  @Test
  void recordsUnderEachOthersIndexesAreFound() throws IOException {
    Reconciliation result =
        add("{\"index\":0,\"record\":\"b\"}", "1")
            .add("{\"index\":1,\"record\":\"a\"}", "1")
            .add("{\"index\":2,\"record\":\"c\"}", "1")
            .with("[\"a\",\"b\",\"c\"]", false);
    assertThat(result.holds()).isFalse();
    assertThat(result.altered().first()).containsExactly(0L, 1L);
    assertThat(result.sentence()).contains("2 with another record than the file has (0, 1)");
  }

  @Test
  void aFragmentOfARecordIsFound() throws IOException {
    Reconciliation result =
        add("{\"index\":0,\"record\":{\"id\":1,\"v\":2}}", "1")
            .add("{\"index\":1,\"record\":2}", "1")
            .with("[{\"id\":1,\"v\":2},{\"id\":2,\"v\":2}]", false);
    assertThat(result.altered().first()).containsExactly(1L);
  }

  @Test
  void anAnswerUnderAnotherIndexIsFound() throws IOException {
    Reconciliation result =
        add("{\"index\":0,\"record\":1}", "{\"index\":1,\"output\":null}")
            .add("{\"index\":1,\"record\":2}", "{\"output\":null,\"index\":\"x\"}")
            .with("[1,2]", false);
    assertThat(result.holds()).isFalse();
    assertThat(result.misanswered().first()).containsExactly(0L, 1L);
  }

  @Test
  void aRetrysRecordsAreComparedUnderTheIndexesOfItsFile() throws IOException {
    String file = "[{\"index\":7,\"record\":1},{\"index\":9,\"record\":2}]";
    assertThat(
            add("{\"index\":9,\"record\":2}", "1")
                .add("{\"index\":7,\"record\":1}", "1")
                .with(file, true)
                .holds())
        .isTrue();
    children.set(0, children.get(0));
    children.remove(1);
    Reconciliation shifted = add("{\"index\":8,\"record\":1}", "1").with(file, true);
    assertThat(shifted.missing().first()).containsExactly(7L);
    assertThat(shifted.strays().first()).containsExactly("c1");
  }

  @Test
  void aFileThatIsNoLongerTheOneIsNotComparedAndThatIsSaid() throws IOException {
    store.with("in", "[1]");
    Dataset dataset = new ItemReader(store, ReaderConfig.of(InputType.JSON)).open("b", "in");
    store.with("in", "[2]");
    Expected expected = Expected.of(1).comparedWith(store, dataset.location());
    assertThat(expected.file()).isNull();
    assertThat(expected.note()).contains("s3://b/in has changed since");
    store.objects.remove("in");
    assertThat(Expected.of(1).comparedWith(store, dataset.location()).note())
        .contains("can't be read any more");
  }
}
