package io.tenfold.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.cli.console.UserError;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.port.ObjectStore.ListedObject;
import io.tenfold.local.port.ObjectStore.Listing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectRecordsTest {
  private static final Instant MOMENT = Instant.parse("2026-11-01T00:00:00Z");
  private static final ObjectFilter ALL = new ObjectFilter(List.of(), null);

  /** A bucket of these objects. */
  private record Objects(List<ListedObject> objects) implements ObjectPlace {
    @Override
    public String bucket() {
      return "b";
    }

    @Override
    public String name() {
      return "n";
    }

    @Override
    public String address() {
      return "s3://b/n/";
    }

    @Override
    public void list(Listing to) throws IOException {
      for (ListedObject object : objects) {
        to.add(object);
      }
    }

    @Override
    public String leftOut() {
      return "";
    }
  }

  private static ListedObject object(String key, long size) {
    return new ListedObject(key, size, "\"e\"", MOMENT, "STANDARD");
  }

  private static String written(ReaderConfig reader, ObjectFilter filter, ListedObject... objects)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ObjectRecords(new Objects(List.of(objects)), filter, reader).write(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aRecordHasWhereTheObjectIsAndWhatTellsItFromOthers() throws IOException {
    assertThat(written(ReaderConfig.of(InputType.JSONL), ALL, object("n/é", 5_000_000_000L)))
        .isEqualTo(
            "{\"bucket\":\"b\",\"key\":\"n/é\",\"size\":5000000000,\"eTag\":\"\\\"e\\\"\","
                + "\"lastModified\":\"2026-11-01T00:00:00Z\"}\n");
  }

  @Test
  void rowsHaveTheSameInTexts() throws IOException {
    assertThat(written(ReaderConfig.of(InputType.CSV), ALL, object("n/a,\"b\"", 1)))
        .isEqualTo(
            "\"bucket\",\"key\",\"size\",\"eTag\",\"lastModified\"\n"
                + "\"b\",\"n/a,\"\"b\"\"\",\"1\",\"\"\"e\"\"\",\"2026-11-01T00:00:00Z\"\n");
  }

  @Test
  void aFolderMarkerIsNoObject() throws IOException {
    String written =
        written(
            ReaderConfig.of(InputType.JSONL),
            ALL,
            object("n/", 0),
            object("n/empty", 0),
            object("n/odd/", 3));
    assertThat(written.lines()).hasSize(2);
    assertThat(written).contains("n/empty", "n/odd/");
    assertThatThrownBy(() -> written(ReaderConfig.of(InputType.JSONL), ALL, object("n/", 0)))
        .isInstanceOf(UserError.class)
        .hasMessage("There is no object in s3://b/n/. Nothing was uploaded or started.");
  }

  @Test
  void anObjectOfTheVeryMomentIsNotNewer() throws IOException {
    ObjectFilter newer = new ObjectFilter(List.of(), MOMENT);
    assertThatThrownBy(() -> written(ReaderConfig.of(InputType.JSONL), newer, object("n/a", 1)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("of 1 that is there");
    ObjectFilter before = new ObjectFilter(List.of(), MOMENT.minusMillis(1));
    assertThat(written(ReaderConfig.of(InputType.JSONL), before, object("n/a", 1))).isNotEmpty();
  }
}
