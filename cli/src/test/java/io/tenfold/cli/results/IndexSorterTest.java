package io.tenfold.cli.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexSorterTest {
  @TempDir Path folder;

  private static List<String> sorted(IndexSorter sorter) throws IOException {
    List<String> lines = new ArrayList<>();
    sorter.forEach(
        (index, run, buffer, offset, length) ->
            lines.add(
                index
                    + "/"
                    + run
                    + " "
                    + new String(buffer, offset, length, StandardCharsets.UTF_8)));
    return lines;
  }

  private static byte[] line(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<Long> shuffled(int count) {
    List<Long> indexes = new ArrayList<>(LongStream.range(0, count).boxed().toList());
    Collections.shuffle(indexes, new Random(7));
    return indexes;
  }

  @Test
  void whatFitsTheMemoryTakesNoFile() throws IOException {
    try (IndexSorter sorter = new IndexSorter(folder.resolve("t"), 1 << 20)) {
      for (long index : shuffled(1_000)) {
        sorter.add(index, 0, line("line " + index));
      }
      assertThat(sorter.spilled()).isFalse();
      assertThat(sorted(sorter)).hasSize(1_000).startsWith("0/0 line 0", "1/0 line 1");
      assertThat(folder.resolve("t")).doesNotExist();
    }
  }

  @Test
  void linesComeInOrderHoweverSmallTheMemory() throws IOException {
    Path temporary = folder.resolve("t");
    try (IndexSorter sorter = new IndexSorter(temporary, 1_000)) {
      // Far more sorted files than are open at once.
      for (long index : shuffled(20_000)) {
        sorter.add(index, 0, line("line " + index));
      }
      assertThat(sorter.spilled()).isTrue();
      List<String> lines = sorted(sorter);
      assertThat(lines).hasSize(20_000);
      for (int i = 0; i < lines.size(); i++) {
        assertThat(lines.get(i)).isEqualTo(i + "/0 line " + i);
      }
    }
    assertThat(temporary).doesNotExist();
  }

  @Test
  void ofAnIndexTheLatestRunIsFirst() throws IOException {
    try (IndexSorter sorter = new IndexSorter(folder.resolve("t"), 60)) {
      sorter.add(5, 0, line("old"));
      sorter.add(5, 255, line("newest"));
      sorter.add(5, 1, line("newer"));
      sorter.add(IndexSorter.MOST_INDEX, 0, line("last"));
      assertThat(sorted(sorter))
          .containsExactly("5/255 newest", "5/1 newer", "5/0 old", "2147483647/0 last");
    }
  }

  @Test
  void aLineMayBeLargerThanTheMemory() throws IOException {
    String large = "x".repeat(300_000);
    try (IndexSorter sorter = new IndexSorter(folder.resolve("t"), 1_000)) {
      sorter.add(1, 0, line(large));
      sorter.add(0, 0, line(""));
      assertThat(sorted(sorter)).containsExactly("0/0 ", "1/0 " + large);
    }
    assertThat(Files.list(folder)).isEmpty();
  }
}
