package io.tenfold.cli.command;

import io.tenfold.cli.console.ExitCode;
import io.tenfold.cli.console.PrintableWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenfold completion}: what a shell needs to complete this command's words. */
@Command(
    name = "completion",
    header = "Prints a script that completes commands and options in a shell.",
    description = {
      "Prints a script that completes commands and options in a shell.",
      "",
      "Ends with 0."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(tenfold completion bash)",
      "  tenfold completion zsh > ~/.tenfold-completion",
      "  echo 'source ~/.tenfold-completion' >> ~/.zshrc"
    })
final class CompletionCommand implements Callable<Integer> {
  /** The shells that the script is for. */
  enum Shell {
    bash,
    zsh
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell;

  @Override
  public Integer call() throws IOException {
    StringBuilder script = new StringBuilder();
    if (shell == Shell.zsh) {
      // picocli's script is bash's; zsh runs it once it has been told so.
      script
          .append(
              "autoload -U +X compinit && compinit; autoload -U +X bashcompinit && bashcompinit")
          .append(System.lineSeparator());
    }
    script
        .append(AutoComplete.bash("tenfold", spec.root().commandLine()))
        .append(System.lineSeparator());
    OutputStream out = ((PrintableWriter) spec.commandLine().getOut()).data();
    out.write(script.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
    return ExitCode.SUCCEEDED;
  }
}
