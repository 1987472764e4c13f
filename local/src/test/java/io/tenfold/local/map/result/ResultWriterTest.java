package io.tenfold.local.map.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.local.json.Json;
import io.tenfold.local.map.read.MemoryObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ResultWriterTest {
  private static final String RUN_ARN = "arn:aws:states:eu-west-1:1:mapRun:m/Records:run-1";
  private final MemoryObjectStore store = new MemoryObjectStore();

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = ResultWriterTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private ResultWriter writer(long maxFileBytes) {
    return new ResultWriter(store, "b", "results/", RUN_ARN, "run-1", maxFileBytes);
  }

  static ChildExecution child(long index, String status) {
    boolean succeeded = status.equals("SUCCEEDED");
    boolean pending = status.equals("PENDING");
    Instant start = Instant.parse("2026-11-23T08:00:00.120Z");
    return new ChildExecution(
        "arn:aws:states:eu-west-1:1:express:m/Records:c" + index,
        "c" + index,
        "arn:aws:states:eu-west-1:1:stateMachine:m/Records",
        status,
        "{\"index\":" + index + ",\"record\":{\"name\":\"\\\"Zoë\\\" 💶\\n\"}}",
        succeeded ? "{\"index\":" + index + ",\"output\":null}" : null,
        succeeded || pending ? null : "io.tenfold.function.RecordRejected",
        succeeded || pending ? null : "line 1\nline 2 \u0001 \uD83D alone",
        pending ? null : start,
        pending ? null : start.plusMillis(880));
  }

  @Test
  void layoutIsThatOfAws() throws Exception {
    ManifestLocation location;
    try (ResultWriter writer = writer(ResultWriter.MAX_FILE_BYTES)) {
      for (String status : List.of("SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING")) {
        writer.write(child(store.objects.size(), status));
      }
      location = writer.finish();
    }
    assertThat(location).isEqualTo(new ManifestLocation("b", "results/run-1/manifest.json"));
    assertThat(store.objects.keySet())
        .containsExactly(
            "results/run-1/FAILED_0.json",
            "results/run-1/PENDING_0.json",
            "results/run-1/SUCCEEDED_0.json",
            "results/run-1/manifest.json");
    assertThat(statuses("results/run-1/FAILED_0.json"))
        .containsExactly("FAILED", "TIMED_OUT", "ABORTED");
  }

  private List<Object> statuses(String key) {
    List<Object> statuses = new ArrayList<>();
    for (Object child : (List<?>) Json.parse(store.text(key))) {
      statuses.add(((Map<?, ?>) child).get("Status"));
    }
    return statuses;
  }

  @Test
  void childrenHaveTheFieldsOfAws() throws Exception {
    try (ResultWriter writer = writer(ResultWriter.MAX_FILE_BYTES)) {
      writer.write(child(7, "SUCCEEDED"));
      writer.write(child(8, "FAILED"));
      writer.write(child(9, "PENDING"));
      writer.finish();
    }
    for (ResultGroup group : ResultGroup.values()) {
      assertThat(Json.parse(store.text("results/run-1/" + group + "_0.json")))
          .isEqualTo(Json.parse(resource("child-" + group + ".json")));
    }
  }

  @Test
  void manifestNamesEveryFileWithItsSize() {
    try (ResultWriter writer = writer(ResultWriter.MAX_FILE_BYTES)) {
      writer.write(child(0, "SUCCEEDED"));
      writer.finish();
    }
    String key = "results/run-1/SUCCEEDED_0.json";
    int size = store.text(key).getBytes(StandardCharsets.UTF_8).length;
    assertThat(store.text("results/run-1/manifest.json"))
        .isEqualTo(
            "{\"DestinationBucket\":\"b\",\"MapRunArn\":\""
                + RUN_ARN
                + "\",\"ResultFiles\":{\"FAILED\":[],\"PENDING\":[],\"SUCCEEDED\":[{\"Key\":\""
                + key
                + "\",\"Size\":"
                + size
                + "}]}}");
  }

  @Test
  void aRunWithoutRecordsHasOnlyAManifest() {
    try (ResultWriter writer = writer(ResultWriter.MAX_FILE_BYTES)) {
      writer.finish();
    }
    assertThat(store.objects.keySet()).containsExactly("results/run-1/manifest.json");
    ResultFiles files = new ResultFiles(store, "b", "results/run-1/manifest.json");
    assertThat(Reconciliation.of(files, 0).holds()).isTrue();
  }

  @Test
  void filesAreContinuedBeforeTheyGrowTooLarge() {
    try (ResultWriter writer = writer(2_000)) {
      for (int i = 0; i < 10; i++) {
        writer.write(child(i, "SUCCEEDED"));
      }
      writer.finish();
    }
    ResultFiles files = new ResultFiles(store, "b", "results/run-1/manifest.json");
    assertThat(files.files(ResultGroup.SUCCEEDED)).hasSizeGreaterThan(2);
    for (ResultFiles.File file : files.files(ResultGroup.SUCCEEDED)) {
      assertThat(file.size()).isLessThanOrEqualTo(2_000);
    }
    assertThat(Reconciliation.of(files, 10).holds()).isTrue();
  }

  @Test
  void aChildLargerThanAFileHasOneOfItsOwn() {
    try (ResultWriter writer = writer(10)) {
      writer.write(child(0, "FAILED"));
      writer.write(child(1, "FAILED"));
      writer.finish();
    }
    assertThat(store.objects)
        .containsKeys("results/run-1/FAILED_0.json", "results/run-1/FAILED_1.json");
  }

  @Test
  void withoutAPrefixTheRunIsAtTheTop() {
    try (ResultWriter writer = new ResultWriter(store, "b", "", RUN_ARN, "run-1", 100)) {
      assertThat(writer.finish().key()).isEqualTo("run-1/manifest.json");
    }
  }

  @Test
  void closedWithoutAnEndNothingAppears() {
    try (ResultWriter writer = writer(ResultWriter.MAX_FILE_BYTES)) {
      writer.write(child(0, "SUCCEEDED"));
    }
    assertThat(store.objects).isEmpty();
    assertThat(store.openUploads).hasValue(0);
  }

  @Test
  void afterTheEndNothingIsAccepted() {
    ResultWriter writer = writer(ResultWriter.MAX_FILE_BYTES);
    writer.finish();
    assertThatThrownBy(() -> writer.write(child(0, "SUCCEEDED")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFullDiskIsAnErrorAndLeavesNoManifest() {
    try (ResultWriter writer = writer(ResultWriter.MAX_FILE_BYTES)) {
      writer.write(child(0, "SUCCEEDED"));
      store.failing = true;
      assertThatThrownBy(writer::finish)
          .isInstanceOf(ResultWriterFailed.class)
          .hasMessage("Can't write s3://b/results/run-1/SUCCEEDED_0.json: No space left on device");
    }
    assertThat(store.objects).isEmpty();
    assertThat(store.openUploads).hasValue(0);
  }

  @Test
  void aMissingBucketIsAnErrorWithItsName() {
    try (ResultWriter writer = new ResultWriter(store, "none", "p", RUN_ARN, "run-1", 100)) {
      assertThatThrownBy(() -> writer.write(child(0, "SUCCEEDED")))
          .isInstanceOf(ResultWriterFailed.class)
          .hasMessageContaining("S3.NoSuchBucketException");
      assertThatThrownBy(() -> writer.write(child(1, "SUCCEEDED")))
          .isInstanceOf(ResultWriterFailed.class)
          .hasMessageContaining("S3.NoSuchBucketException");
    }
  }

  @Test
  void manyThreadsLoseNothing() throws Exception {
    String[] statuses = {"SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING"};
    int total = 20_000;
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (ResultWriter writer = writer(300_000)) {
      List<Future<?>> futures = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        futures.add(
            threads.submit(
                () -> {
                  for (int i = next.getAndIncrement(); i < total; i = next.getAndIncrement()) {
                    writer.write(child(i, statuses[i % statuses.length]));
                  }
                }));
      }
      for (Future<?> future : futures) {
        future.get();
      }
      writer.finish();
    } finally {
      threads.shutdownNow();
    }
    ResultFiles files = new ResultFiles(store, "b", "results/run-1/manifest.json");
    Reconciliation result = Reconciliation.of(files, total);
    assertThat(result.holds()).as(result.sentence()).isTrue();
    assertThat(result.succeeded()).isEqualTo(4_000);
    assertThat(result.pending()).isEqualTo(4_000);
    assertThat(result.failed()).isEqualTo(12_000);
  }
}
