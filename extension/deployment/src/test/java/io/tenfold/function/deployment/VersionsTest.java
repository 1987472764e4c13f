package io.tenfold.function.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A function's parent stands by itself: what it says twice, it says as the repository does. */
class VersionsTest {
  private static final Path ROOT = Path.of("..", "..");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quarkus.version",
        "assertj.version",
        "awssdk.version",
        "surefire.version",
        "compiler-plugin.version",
        "maven.compiler.release",
        "project.build.outputTimestamp"
      })
  void theParentHasTheRepositorysVersions(String property) throws IOException {
    assertThat(value(ROOT.resolve("extension/parent/pom.xml"), property))
        .isEqualTo(value(ROOT.resolve("pom.xml"), property));
  }

  private static String value(Path pom, String property) throws IOException {
    return Pattern.compile("<" + Pattern.quote(property) + ">([^<]+)</")
        .matcher(Files.readString(pom))
        .results()
        .map((MatchResult found) -> found.group(1))
        .findFirst()
        .orElseThrow();
  }
}
