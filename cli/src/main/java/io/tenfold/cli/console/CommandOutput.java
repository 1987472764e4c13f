package io.tenfold.cli.console;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * What all commands write their answers to: it knows whether they got there. Writers for text
 * swallow what fails, so a full disk or a closed pipe is asked for here, once, at a command's end.
 */
public final class CommandOutput extends FilterOutputStream {
  private IOException failure;

  /** Takes where the answers go. */
  public CommandOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int value) throws IOException {
    noticed(() -> out.write(value));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    noticed(() -> out.write(bytes, offset, length));
  }

  @Override
  public void flush() throws IOException {
    noticed(out::flush);
  }

  @FunctionalInterface
  private interface Write {
    void run() throws IOException;
  }

  private void noticed(Write write) throws IOException {
    if (failure != null) {
      // Half an answer is not continued: what follows a gap would be read as if it were whole.
      throw failure;
    }
    try {
      write.run();
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** Tells whether something did not get there. */
  public boolean failed() {
    return failure != null;
  }

  /** Tells whether that is because who reads, {@code head} perhaps, has had enough. */
  public boolean closed() {
    // "Broken pipe", which the system says in its own language.
    return failure != null
        && failure.getMessage() != null
        && failure.getMessage().toLowerCase(Locale.ROOT).contains("pipe");
  }

  /**
   * Returns the exit code of a command whose answer did not get there, or its own where that says
   * something worse than that all is well.
   */
  public int exitCode(int code) {
    return !failed() || code != ExitCode.SUCCEEDED
        ? code
        : closed() ? ExitCode.CLOSED_PIPE : ExitCode.ERROR;
  }

  /** Says what became of the answer. */
  public String sentence() {
    return "Can't write the output: " + FaultWords.of(failure);
  }
}
