package io.tenfold.cli.results;

import io.tenfold.cli.console.FaultWords;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.folder.PlainFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The file that {@code -o} names: whole or not at all, and nothing but a plain file. */
public final class OutputFile {
  private final Path path;
  private final PlainFile file;

  private OutputFile(Path path) {
    this.path = path;
    this.file = new PlainFile(path);
  }

  /**
   * Returns the file, to be written later.
   *
   * @throws UserError if something is there that no file may take the place of
   */
  public static OutputFile at(Path path) {
    OutputFile output = new OutputFile(path);
    try {
      output.file.check();
    } catch (IOException e) {
      throw output.failed(e);
    }
    return output;
  }

  /**
   * Writes the file.
   *
   * @return what the content says of itself
   * @throws UserError if it can't be written
   */
  public <T> T write(PlainFile.Content<T> content) {
    try {
      return file.write(content);
    } catch (IOException e) {
      throw failed(e);
    } catch (UncheckedIOException e) {
      throw failed(e.getCause());
    }
  }

  private UserError failed(IOException e) {
    return new UserError("Can't write " + path + ": " + FaultWords.reason(e), e);
  }
}
