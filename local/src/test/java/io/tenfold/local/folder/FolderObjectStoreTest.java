package io.tenfold.local.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.local.port.ObjectStore.ListedObject;
import io.tenfold.local.port.ObjectStore.Upload;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderObjectStoreTest {
  @TempDir Path folder;
  private Path root;
  private FolderObjectStore store;

  @BeforeEach
  void createBucket() throws IOException {
    root = folder.resolve("store");
    store = new FolderObjectStore(root);
    store.createBucket("data");
  }

  private void write(String key, String text) throws IOException {
    try (Upload upload = store.create("data", key)) {
      upload.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private String read(String key) throws IOException {
    try (InputStream in = store.open("data", key)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void assertRefused(String errorName, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ServiceException.class, e -> assertThat(e.errorName()).isEqualTo(errorName));
  }

  private long uploadsLeft() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(".uploads"))) {
      return files.count();
    }
  }

  @Test
  void anObjectIsAFileBelowItsBucket() throws IOException {
    write("in/Ärger 1.json", "[1]");
    assertThat(read("in/Ärger 1.json")).isEqualTo("[1]");
    assertThat(root.resolve("data/in/Ärger 1.json")).hasContent("[1]");
    assertThat(store.head("data", "in/Ärger 1.json").size()).isEqualTo(3);
  }

  @Test
  void anUploadAppearsWholeWhenItIsClosed() throws IOException {
    write("k", "old");
    Upload upload = store.create("data", "k");
    upload.write("new and longer".getBytes());
    upload.flush();
    assertThat(read("k")).isEqualTo("old");
    upload.close();
    upload.close();
    assertThat(read("k")).isEqualTo("new and longer");
    assertThat(uploadsLeft()).isZero();
  }

  @Test
  void anAbortedUploadNeverAppears() throws IOException {
    try (Upload upload = store.create("data", "a/b/c")) {
      upload.write(1);
      upload.abort();
    }
    assertRefused("S3.NoSuchKeyException", () -> store.open("data", "a/b/c"));
    assertThat(root.resolve("data/a")).doesNotExist();
    assertThat(uploadsLeft()).isZero();
  }

  @Test
  void whoWritesToAnUnfinishedObjectLearnsThatItWasDeleted() throws IOException {
    byte[] content = {'1'};
    try (Upload upload = store.grow("data", "k")) {
      upload.write(content);
      Files.delete(root.resolve(".growing/data/k"));
      assertThatThrownBy(() -> upload.write(content)).hasMessageContaining("it was deleted");
      upload.abort();
    }
  }

  @Test
  void aReaderKeepsTheObjectThatItOpened() throws IOException {
    write("k", "old");
    try (InputStream in = store.open("data", "k")) {
      write("k", "new");
      assertThat(in.readAllBytes()).isEqualTo("old".getBytes());
    }
  }

  @Test
  void theTagChangesWithEveryUploadEvenOfTheSameSizeAndTime() throws IOException {
    FileTime time = FileTime.fromMillis(1_000);
    write("k", "aaa");
    Files.setLastModifiedTime(root.resolve("data/k"), time);
    String first = store.head("data", "k").eTag();
    assertThat(store.head("data", "k").eTag()).isEqualTo(first);
    write("k", "bbb");
    Files.setLastModifiedTime(root.resolve("data/k"), time);
    assertThat(store.head("data", "k").eTag()).isNotEqualTo(first);
  }

  @Test
  void aFileIsCopiedNotLinked() throws IOException {
    Path file = Files.writeString(folder.resolve("orders.json"), "[1]");
    store.put("data", "input/orders.json", file);
    Files.writeString(file, "[2]");
    assertThat(read("input/orders.json")).isEqualTo("[1]");
  }

  @Test
  void whatIsMissingHasTheErrorNamesOfS3() {
    assertRefused("S3.NoSuchKeyException", () -> store.head("data", "nothing"));
    assertRefused("S3.NoSuchKeyException", () -> store.open("data", "nothing"));
    assertRefused("S3.NoSuchBucketException", () -> store.head("nowhere", "k"));
    assertRefused("S3.NoSuchBucketException", () -> store.open("../store/data", "k"));
    assertRefused("S3.NoSuchBucketException", () -> store.create(".uploads", "k"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/etc/passwd", "../x", "a/../../x", "a/..", ".", "a//b", "a/", "a\0b", "a\\b"})
  void keysThatCannotBeFilesAreRefused(String key) {
    assertRefused("S3.S3Exception", () -> store.create("data", key));
    assertRefused("S3.NoSuchKeyException", () -> store.open("data", key));
  }

  @Test
  void keysAreNoLongerThanInS3() throws IOException {
    String part = "é".repeat(100) + "/";
    write(part.repeat(5) + "x", "fits");
    assertRefused("S3.S3Exception", () -> store.create("data", part.repeat(6)));
    assertRefused("S3.S3Exception", () -> store.create("data", "x".repeat(256)));
  }

  @Test
  void anObjectAndAFolderCannotShareAName() throws IOException {
    write("a/b", "1");
    assertRefused("S3.S3Exception", () -> store.create("data", "a"));
    assertRefused("S3.S3Exception", () -> store.create("data", "a/b/c"));
    assertRefused("S3.NoSuchKeyException", () -> store.open("data", "a"));
    assertRefused("S3.NoSuchKeyException", () -> store.open("data", "a/b/c"));
  }

  @Test
  void symbolicLinksDoNotLeadOutOfTheirBucket() throws IOException {
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "s");
    Files.createSymbolicLink(root.resolve("data/link"), outside);
    Files.createSymbolicLink(root.resolve("data/file"), outside.resolve("secret"));
    Files.createSymbolicLink(root.resolve("data/gone"), outside.resolve("gone"));
    Files.createSymbolicLink(root.resolve("linked"), outside);
    assertRefused("S3.S3Exception", () -> store.open("data", "link/secret"));
    assertRefused("S3.S3Exception", () -> store.open("data", "file"));
    assertRefused("S3.S3Exception", () -> store.create("data", "link/new"));
    assertRefused("S3.S3Exception", () -> store.create("data", "gone"));
    assertRefused("S3.S3Exception", () -> store.open("linked", "secret"));
    write("real/k", "inside");
    Files.createSymbolicLink(root.resolve("data/alias"), root.resolve("data/real"));
    assertThat(read("alias/k")).isEqualTo("inside");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ab", "Data", "-data", "a..b", "10.0.0.1", "xn--a", "data_1", "a-s3alias", "a/b"})
  void bucketNamesFollowTheRulesOfS3(String name) {
    assertRefused("S3.S3Exception", () -> store.createBucket(name));
  }

  @Test
  void aBucketCanBeCreatedAgain() throws IOException {
    write("k", "1");
    store.createBucket("data");
    assertThat(read("k")).isEqualTo("1");
  }

  private List<String> keys(String prefix) throws IOException {
    List<String> keys = new ArrayList<>();
    store.list("data", prefix, object -> keys.add(object.key()));
    return keys;
  }

  @Test
  void aListingHasTheKeysInTheOrderOfTheirBytes() throws IOException {
    List<String> inOrder =
        List.of("A", "a-b", "a/b", "a/b.txt", "a0", "b/c/d", "b/c/é", "b/c/\uE000", "b/c/😀", "é");
    for (String key : List.of("é", "b/c/😀", "b/c/\uE000", "a0", "b/c/é", "a/b.txt", "A", "a-b")) {
      write(key, "x");
    }
    write("a/b", "x");
    write("b/c/d", "x");
    assertThat(keys("")).isEqualTo(inOrder);
    assertThat(keys("a")).containsExactly("a-b", "a/b", "a/b.txt", "a0");
    assertThat(keys("b/c/")).hasSize(4);
    assertThat(keys("b/c/d")).containsExactly("b/c/d");
    assertThat(keys("nothing/")).isEmpty();
  }

  @Test
  void aListingSaysOfAnObjectWhatItsHeadSays() throws IOException {
    write("a", "four");
    Instant moment = Instant.parse("2026-11-01T00:00:00.5Z");
    Files.setLastModifiedTime(root.resolve("data/a"), FileTime.from(moment));
    String eTag = store.head("data", "a").eTag();
    List<ListedObject> listed = new ArrayList<>();
    store.list("data", "", listed::add);
    assertThat(listed).containsExactly(new ListedObject("a", 4, eTag, moment, "STANDARD"));
  }

  @Test
  void aListingEndsWhereItIsTold() throws IOException {
    write("a/1", "x");
    write("a/2", "x");
    write("b", "x");
    List<String> keys = new ArrayList<>();
    store.list(
        "data",
        "",
        object -> {
          keys.add(object.key());
          return false;
        });
    assertThat(keys).containsExactly("a/1");
  }

  @Test
  void aListingHasNoLinksAndNothingThatNoKeyNames() throws IOException {
    write("a", "x");
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "x");
    Files.createSymbolicLink(root.resolve("data/out"), outside);
    Files.createSymbolicLink(root.resolve("data/loop"), root.resolve("data"));
    Files.createSymbolicLink(root.resolve("data/file"), root.resolve("data/a"));
    Files.writeString(root.resolve("data/back\\slash"), "x");
    assertThat(keys("")).containsExactly("a");
  }

  @Test
  void aBucketThatIsNotThereCannotBeListed() {
    assertRefused("S3.NoSuchBucketException", () -> store.list("nope", "", object -> true));
  }
}
