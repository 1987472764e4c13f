package io.tenfold.cli.environment;

import io.tenfold.cli.console.FaultWords;
import io.tenfold.cli.console.UserError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of variables, in the form of {@code docker run --env-file}: a line {@code NAME=VALUE}
 * each, the value as it stands, quotation marks included; {@code NAME} alone takes the value that
 * the shell has; empty lines, and lines that begin with {@code #}, say nothing.
 *
 * @see <a href="https://docs.docker.com/reference/cli/docker/container/run/#env">docker run</a>
 */
final class EnvironmentFile {
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final Path file;

  EnvironmentFile(Path file) {
    this.file = file;
  }

  /**
   * Gives every line to the variables.
   *
   * @throws UserError if the file can't be read, or a line is wrong: it names both, and no value
   */
  void addTo(GivenVariables variables) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new UserError(file + " is not UTF-8. Save it as UTF-8.", e);
    } catch (IOException e) {
      throw new UserError(
          "The variables in " + file + " can't be read: " + FaultWords.reason(e), e);
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (i == 0 && line.startsWith(BYTE_ORDER_MARK)) {
        line = line.substring(BYTE_ORDER_MARK.length());
      }
      // Of a value, spaces at its end may well be part.
      line = line.stripLeading();
      if (!line.isEmpty() && !line.startsWith("#")) {
        variables.add(line, file + ", line " + (i + 1));
      }
    }
  }
}
