package io.tenfold.local.aws.moto;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where {@code moto_server} is on this machine: on the PATH, or in a virtual environment. */
public final class MotoInstallation {
  private static final String REQUIREMENTS = "moto-requirements.txt";

  private final Path folder;
  private final String searchPath;
  private final Consumer<String> say;

  /**
   * Takes the folder for a virtual environment, the PATH to search, and whom to tell what is being
   * done, as that can take a minute.
   */
  public MotoInstallation(Path folder, String searchPath, Consumer<String> say) {
    this.folder = folder;
    this.searchPath = searchPath;
    this.say = say;
  }

  /**
   * Returns the {@code moto_server} program, and installs it if there is none.
   *
   * @throws IOException if it can be neither found nor installed; the message says what to do
   */
  public Path program() throws IOException, InterruptedException {
    Path installed = folder.resolve("moto").resolve("bin").resolve("moto_server");
    Optional<Path> found = onPath("moto_server");
    if (found.isPresent()) {
      return found.get();
    }
    return Files.isExecutable(installed) ? installed : install(installed);
  }

  private Optional<Path> onPath(String name) {
    for (String directory : searchPath.split(File.pathSeparator)) {
      Path program = Path.of(directory.isEmpty() ? "." : directory).resolve(name);
      if (Files.isRegularFile(program) && Files.isExecutable(program)) {
        return Optional.of(program.toAbsolutePath());
      }
    }
    return Optional.empty();
  }

  private Path install(Path program) throws IOException, InterruptedException {
    Path python = onPath("python3").orElseThrow(() -> missing("there is no python3 either", null));
    say.accept("moto_server is not on the PATH: installing it below " + folder + " …");
    Path environment = program.getParent().getParent();
    Files.createDirectories(folder);
    Path log = folder.resolve("moto-install.log");
    Path requirements = folder.resolve(REQUIREMENTS);
    try (InputStream pinned = MotoInstallation.class.getResourceAsStream(REQUIREMENTS)) {
      Files.copy(pinned, requirements, StandardCopyOption.REPLACE_EXISTING);
    }
    run(log, List.of(python.toString(), "-m", "venv", environment.toString()));
    run(
        log,
        List.of(
            environment.resolve("bin").resolve("python").toString(),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--requirement",
            requirements.toString()));
    return program;
  }

  private void run(Path log, List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process.getOutputStream().close();
    try {
      if (process.waitFor() != 0) {
        throw missing("`" + String.join(" ", command) + "` failed, see " + log, null);
      }
    } finally {
      process.destroy();
    }
  }

  private static IOException missing(String problem, Exception e) {
    return new IOException(
        "The local AWS endpoint needs moto_server, which is not on the PATH, and "
            + problem
            + ". Install it with: pip install 'moto[server]==5.2.1'",
        e);
  }
}
