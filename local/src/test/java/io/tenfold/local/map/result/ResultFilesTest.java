package io.tenfold.local.map.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.local.map.read.MemoryObjectStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultFilesTest {
  private static final String MANIFEST = "r/run/manifest.json";
  private final MemoryObjectStore store = new MemoryObjectStore();

  private ResultFiles written(ChildExecution... children) {
    try (ResultWriter writer = new ResultWriter(store, "b", "r", "arn", "run", 1_000_000)) {
      for (ChildExecution child : children) {
        writer.write(child);
      }
      writer.finish();
    }
    return new ResultFiles(store, "b", MANIFEST);
  }

  @Test
  void whatWasWrittenIsReadBack() {
    ChildExecution[] children = {
      ResultWriterTest.child(0, "SUCCEEDED"),
      ResultWriterTest.child(1, "FAILED"),
      ResultWriterTest.child(2, "TIMED_OUT"),
      ResultWriterTest.child(3, "PENDING")
    };
    ResultFiles files = written(children);
    List<ChildExecution> read = new ArrayList<>();
    for (ResultGroup group : ResultGroup.values()) {
      files.forEach(group, read::add);
    }
    assertThat(read).containsExactly(children);
    assertThat(files.mapRunArn()).isEqualTo("arn");
  }

  @Test
  void missingAndDuplicateIndexesAreFound() {
    Reconciliation result =
        Reconciliation.of(
            written(
                ResultWriterTest.child(0, "SUCCEEDED"),
                ResultWriterTest.child(2, "SUCCEEDED"),
                ResultWriterTest.child(2, "FAILED"),
                ResultWriterTest.child(9, "PENDING")),
            4);
    assertThat(result.holds()).isFalse();
    assertThat(result.missing().first()).containsExactly(1L, 3L);
    assertThat(result.duplicated().first()).containsExactly(2L);
    assertThat(result.strays().first()).containsExactly("c9");
    assertThat(result.sentence())
        .isEqualTo(
            "2 succeeded + 1 failed + 1 pending = 4, but 4 records were read; 2 missing (1, 3);"
                + " 1 duplicated (2); 1 without a valid index (c9).");
  }

  @Test
  void examplesAreLimited() {
    Reconciliation result = Reconciliation.of(written(), 1_000);
    assertThat(result.missing().count()).isEqualTo(1_000);
    assertThat(result.missing().first()).hasSize(Reconciliation.EXAMPLES);
    assertThat(result.sentence()).contains("1,000 missing (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, …)");
  }

  @Test
  void theIndexIsTheTopLevelField() {
    assertThat(RecordIndex.of("{\"index\":5,\"record\":{}}")).isEqualTo(5);
    assertThat(RecordIndex.of("{\"record\":{\"index\":1},\"index\":6}")).isEqualTo(6);
    for (String none : List.of("{}", "[5]", "5", "{\"index\":\"5\"}", "{\"index\":1.0}", "{", "")) {
      assertThat(RecordIndex.of(none)).as(none).isEqualTo(-1);
    }
  }

  @Test
  void aManifestThatIsMissingOrNoneIsNamed() {
    assertThatThrownBy(() -> new ResultFiles(store, "b", MANIFEST))
        .isInstanceOf(ResultFiles.Unreadable.class)
        .hasMessageContaining("s3://b/r/run/manifest.json: S3.NoSuchKeyException");
    for (String text :
        List.of("[]", "{}", "{\"ResultFiles\":{}}", "{\"ResultFiles\":[]}", "null")) {
      assertThatThrownBy(() -> new ResultFiles(store.with("m", text), "b", "m"))
          .isInstanceOf(ResultFiles.Unreadable.class)
          .hasMessage("s3://b/m is not the manifest of a Map Run");
    }
    assertThatThrownBy(() -> new ResultFiles(store.with("m", "{"), "b", "m"))
        .isInstanceOf(ResultFiles.Unreadable.class);
  }

  @Test
  void aFileThatIsNotAsTheManifestSaysIsNamed() {
    ResultFiles files = written(ResultWriterTest.child(0, "SUCCEEDED"));
    String key = "r/run/SUCCEEDED_0.json";
    String text = store.text(key);
    store.with(key, text + " ");
    assertThatThrownBy(() -> Reconciliation.of(files, 1))
        .isInstanceOf(ResultFiles.Unreadable.class)
        .hasMessageContaining(key + ": the manifest says ");
    store.with(key, text.replace("\"Status\":\"SUCCEEDED\"", "\"Status\":\"TIMED_OUT\""));
    assertThatThrownBy(() -> Reconciliation.of(files, 1))
        .hasMessageContaining(key + ": a child in it is TIMED_OUT");
    store.with(key, text.substring(0, text.length() - 1) + "x");
    assertThatThrownBy(() -> Reconciliation.of(files, 1)).hasMessageContaining(key + ": line 1, ");
    store.with(key, "[" + " ".repeat(text.getBytes().length - 3) + "1]");
    assertThatThrownBy(() -> Reconciliation.of(files, 1))
        .isInstanceOf(ResultFiles.Unreadable.class);
    store.objects.remove(key);
    assertThatThrownBy(() -> Reconciliation.of(files, 1)).hasMessageContaining("NoSuchKey");
  }
}
