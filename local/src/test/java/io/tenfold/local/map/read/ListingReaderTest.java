package io.tenfold.local.map.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListingReaderTest {
  private final MemoryObjectStore store =
      new MemoryObjectStore().with("a/1", "x").with("a/2", "xyz").with("b/1", "y");

  private Dataset open(String prefix, long maxItems) throws IOException {
    return new ListingReader(store, maxItems).open("b", prefix);
  }

  @Test
  void anItemHasTheDocumentedFields() throws IOException {
    try (Dataset dataset = open("a/2", 0)) {
      assertThat(Reading.values(dataset))
          .containsExactly(
              "{\"Etag\":\"\\\"2\\\"\",\"Key\":\"a/2\",\"LastModified\":1668699881,"
                  + "\"Size\":3,\"StorageClass\":\"STANDARD\"}");
    }
  }

  @Test
  void thePrefixSelects() throws IOException {
    try (Dataset all = open("", 0);
        Dataset some = open("a/", 0);
        Dataset none = open("c/", 0)) {
      assertThat(List.of(all.count(), some.count(), none.count())).containsExactly(3L, 2L, 0L);
      assertThat(Reading.values(none)).isEmpty();
    }
  }

  @Test
  void noMoreThanMaxItemsAreListed() throws IOException {
    try (Dataset dataset = open("a/", 1)) {
      assertThat(Reading.values(dataset)).singleElement().asString().contains("a/1");
    }
  }

  @Test
  void whatComesAndGoesAfterTheListingChangesNothing() throws IOException {
    try (Dataset dataset = open("", 0)) {
      List<String> first = Reading.values(dataset);
      store.objects.remove("a/1");
      store.with("a/0", "new").with("b/1", "other");
      assertThat(Reading.values(dataset)).isEqualTo(first);
    }
  }

  @Test
  void twoPassesAtOnceDoNotDisturbEachOther() throws IOException {
    for (int i = 0; i < 5_000; i++) {
      store.with("c/" + i, "x");
    }
    try (Dataset dataset = open("c/", 0);
        ItemIterator one = dataset.items();
        ItemIterator other = dataset.items()) {
      for (Item item = one.next(); item != null; item = one.next()) {
        assertThat(other.next()).isEqualTo(item);
      }
      assertThat(other.next()).isNull();
    }
  }

  @Test
  void anotherListingHasAnotherFingerprint() throws IOException {
    String before = open("a/", 0).fingerprint();
    assertThat(open("a/", 0).fingerprint()).isEqualTo(before);
    store.with("a/1", "z");
    assertThat(open("a/", 0).fingerprint()).isNotEqualTo(before);
  }

  @Test
  void itIsReadAgainFromWhereItSaysItIs() throws IOException {
    Dataset dataset = open("a/", 1);
    assertThat(dataset.location().address()).isEqualTo("s3://b/a/*");
    assertThat(dataset.location().open(store).fingerprint()).isEqualTo(dataset.fingerprint());
  }

  @Test
  void aPrefixIsNoFileName() throws IOException {
    store.with("logs.gz", "x");
    assertThat(Reading.values(open("logs.gz", 0))).hasSize(1);
  }

  @Test
  void aBucketThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> new ListingReader(store, 0).open("c", "a/"))
        .isInstanceOf(ItemReaderFailed.class)
        .hasMessage("Can't list s3://c/a/*: S3.NoSuchBucketException: no bucket c");
  }
}
