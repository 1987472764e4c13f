package io.tenfold.cli.batch.aws;

import io.tenfold.cli.console.UserError;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The outputs of the Terraform stack in a folder, asked for once, when the first is needed. */
public final class TerraformOutputs {
  private static final String OTHERWISE =
      " Or say where the stack is with --state-machine and --bucket, or TENFOLD_STATE_MACHINE_ARN"
          + " and TENFOLD_BUCKET; --local is for runs on this machine.";

  private final Path folder;
  private Map<?, ?> outputs;

  /** Takes the folder in which the stack was applied. */
  public TerraformOutputs(Path folder) {
    this.folder = folder;
  }

  /**
   * Returns an output that is a text, or null if the stack has none of that name.
   *
   * @throws UserError if there is no Terraform, no folder, or nothing was applied there
   */
  String text(String name) {
    if (outputs == null) {
      outputs = read();
    }
    return outputs.get(name) instanceof Map<?, ?> output && output.get("value") instanceof String v
        ? v
        : null;
  }

  private Map<?, ?> read() {
    if (!Files.isDirectory(folder)) {
      throw new UserError(
          "There is no folder "
              + folder
              + " to ask Terraform about the stack. Run from the project's folder, or give"
              + " --terraform DIR."
              + OTHERWISE);
    }
    try {
      Path complaints = Files.createTempFile("tenfold-terraform-", ".err");
      try {
        return read(complaints);
      } finally {
        Files.deleteIfExists(complaints);
      }
    } catch (IOException e) {
      throw new UserError("Terraform can't be run (" + e.getMessage() + ")." + OTHERWISE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("Interrupted while waiting for terraform.", e);
    }
  }

  private Map<?, ?> read(Path complaints) throws IOException, InterruptedException {
    // Warnings go to stderr even when all is well, so the two are kept apart.
    Process process =
        new ProcessBuilder("terraform", "-chdir=" + folder, "output", "-json", "-no-color")
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectError(complaints.toFile())
            .start();
    byte[] answer = process.getInputStream().readAllBytes();
    if (process.waitFor() != 0) {
      List<String> lines = new ArrayList<>();
      lines.add("terraform -chdir=" + folder + " output failed:");
      Files.readString(complaints, StandardCharsets.UTF_8).strip().lines().forEach(lines::add);
      lines.add(OTHERWISE.strip());
      throw new UserError(lines);
    }
    try {
      if (Json.parse(answer) instanceof Map<?, ?> map && !map.isEmpty()) {
        return map;
      }
    } catch (MalformedJson e) {
      // Some versions say in words that there are no outputs.
    }
    throw new UserError(
        "The Terraform stack in "
            + folder
            + " has no outputs: it has not been applied there. Run terraform -chdir="
            + folder
            + " init and apply."
            + OTHERWISE);
  }
}
