package io.tenfold.cli.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.cli.console.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GivenVariablesTest {
  @TempDir Path folder;

  private final GivenVariables variables =
      new GivenVariables(Map.of("TOKEN", "of the shell", "HOME", "/home/me"));

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("local.env"), content);
  }

  @Test
  void aFileIsReadAsDockerReadsIt() throws IOException {
    variables.addFile(
        file(
            """
            # prices of this year
            PRICE_LIST=2026

              INDENTED=yes
            TOKEN
            QUOTED="as it stands" # and this
            EMPTY=
            EQUALS=a=b=
            SPACES= both sides\s
            #OFF=1
            """));

    assertThat(variables.values())
        .containsOnly(
            Map.entry("PRICE_LIST", "2026"),
            Map.entry("INDENTED", "yes"),
            Map.entry("TOKEN", "of the shell"),
            Map.entry("QUOTED", "\"as it stands\" # and this"),
            Map.entry("EMPTY", ""),
            Map.entry("EQUALS", "a=b="),
            Map.entry("SPACES", " both sides "));
  }

  @Test
  void whatWindowsWritesIsReadToo() throws IOException {
    variables.addFile(file("\ufeffPRICE_LIST=2026\r\nGREETING=Grüße\r\n"));

    assertThat(variables.values())
        .containsOnly(Map.entry("PRICE_LIST", "2026"), Map.entry("GREETING", "Grüße"));
  }

  @Test
  void theLaterOneCounts() throws IOException {
    variables.addFile(file("PRICE_LIST=2025\nPRICE_LIST=2026"));
    variables.add("PRICE_LIST=2027", "--env");

    assertThat(variables.values()).containsOnly(Map.entry("PRICE_LIST", "2027"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AWS_REGION=eu-west-1 | AWS_REGION is set by Lambda itself, and can't be given: --aws",
        "AWS_SECRET_ACCESS_KEY=x | --aws says which AWS the function has",
        "AWS_LAMBDA_FUNCTION_NAME=x | can't be given.",
        "_HANDLER=x | _HANDLER is set by Lambda itself",
        "export TOKEN=secret | export is the shell's and no part of the line here",
        "1=secret | what stands before the = is no name of a variable",
        "secret without a name | that is neither NAME=VALUE, where a value has one line",
        "=secret | is no name of a variable",
        "X=secret | is no name of a variable",
        "MISSING | MISSING has no value there, and this shell has no such variable",
      })
  void whatIsWrongIsToldWithFileAndLineAndWithoutTheValue(String line, String told)
      throws IOException {
    Path file = file("# the first\nPRICE_LIST=2026\n" + line + "\n");

    assertThatThrownBy(() -> variables.addFile(file))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ", line 3: ")
        .hasMessageContaining(told)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
  }

  @Test
  void aFileThatIsNotUtf8IsNamed() throws IOException {
    Path file =
        Files.write(
            folder.resolve("latin.env"), "GREETING=Grüße".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> variables.addFile(file))
        .isInstanceOf(UserError.class)
        .hasMessage(file + " is not UTF-8. Save it as UTF-8.");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> variables.addFile(folder.resolve("none.env")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none.env");
  }
}
