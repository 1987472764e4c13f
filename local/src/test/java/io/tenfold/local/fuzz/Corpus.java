package io.tenfold.local.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Inputs to begin from, and the fragments that random changes put into them.
 *
 * @param entries whole inputs
 * @param words what a parser of such inputs takes notice of
 */
public record Corpus(List<byte[]> entries, List<byte[]> words) {

  /** Reads the files of a folder of the test resources whose names end like this. */
  public static Corpus of(String folder, String suffix, String... words) {
    try (Stream<Path> files =
        Files.list(Path.of(Corpus.class.getResource("/fuzz/" + folder).toURI()))) {
      return new Corpus(
          files
              .filter(file -> file.toString().endsWith(suffix))
              .sorted()
              .map(Corpus::read)
              .toList(),
          Stream.of(words).map(word -> word.getBytes(StandardCharsets.UTF_8)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns entries with none to eight changes. */
  public Arbitrary<Input> mutated() {
    Arbitrary<byte[]> word =
        Arbitraries.oneOf(
            Arbitraries.of(words),
            Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(4));
    Arbitrary<Double> fraction = Arbitraries.integers().between(0, 9_999).map(n -> n / 10_000.0);
    Arbitrary<Edit> edit =
        Combinators.combine(Arbitraries.of(Edit.Kind.values()), fraction, fraction, word)
            .as(Edit::new);
    return Combinators.combine(Arbitraries.of(entries), edit.list().ofMaxSize(8))
        .as(
            (entry, edits) -> {
              byte[] bytes = entry;
              for (Edit next : edits) {
                bytes = next.applyTo(bytes);
              }
              return new Input(bytes);
            });
  }

  /** Returns entries with changes as text in UTF-8; what is no UTF-8 is replaced. */
  public Arbitrary<String> mutatedText() {
    return mutated().map(input -> new String(input.bytes(), StandardCharsets.UTF_8));
  }
}
