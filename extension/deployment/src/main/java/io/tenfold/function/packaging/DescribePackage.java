package io.tenfold.function.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes {@code function.json} beside the native {@code function.zip}, and fails the build if the
 * package would not run on Lambda.
 */
public final class DescribePackage {
  private final Path target;
  private final String architecture;
  private final boolean testOnly;

  private DescribePackage(Path target, String architecture, boolean testOnly) {
    this.target = target;
    this.architecture = architecture;
    this.testOnly = testOnly;
  }

  /**
   * Takes the build's folder, the architecture that is wanted ({@code this machine} for its own)
   * and whether a package for tests alone will do ({@code true} or {@code false}).
   *
   * @throws IOException if the package can't be read, or would not run on Lambda and is not for
   *     tests alone; it is deleted then
   */
  public static void main(String[] arguments) throws IOException {
    String wanted = arguments[1].equals("this machine") ? thisMachine() : arguments[1];
    new DescribePackage(Path.of(arguments[0]), wanted, Boolean.parseBoolean(arguments[2])).run();
  }

  private void run() throws IOException {
    Path zip = target.resolve("function.zip");
    Path description = target.resolve("function.json");
    Path executable = only("*-runner");
    Elf elf = Elf.read(executable);
    List<String> objections = new LambdaRuntime(architecture).objectionsTo(elf);
    if (!objections.isEmpty() && !testOnly) {
      Files.delete(zip);
      Files.deleteIfExists(description);
      throw new IOException(
          "The native function would not run on Lambda: "
              + String.join("; ", objections)
              + ". For a package for tests alone, which is marked as such, build with"
              + " -Dtenfold.test-only=true.");
    }
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json =
        mapper
            .createObjectNode()
            .put("architecture", elf.architecture())
            .put("sha256", sha256(zip))
            .put("size", Files.size(zip))
            .put("unpackedSize", Files.size(executable))
            .put("glibc", LambdaRuntime.glibcOf(elf).toString())
            .put("graalvm", graalVm(mapper))
            .put("commit", commit())
            .put("deployable", objections.isEmpty());
    if (!objections.isEmpty()) {
      json.putPOJO("objections", objections);
    }
    Files.writeString(
        description, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
  }

  private Path only(String glob) throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(
              file ->
                  target.getFileSystem().getPathMatcher("glob:" + glob).matches(file.getFileName()))
          .findFirst()
          .orElseThrow(() -> new IOException("no " + glob + " in " + target));
    }
  }

  private String graalVm(ObjectMapper mapper) throws IOException {
    try (Stream<Path> files = Files.walk(target, 2)) {
      Path statistics =
          files
              .filter(file -> file.getFileName().toString().endsWith("-build-output-stats.json"))
              .findFirst()
              .orElseThrow(() -> new IOException("no statistics of native-image in " + target));
      JsonNode information = mapper.readTree(statistics.toFile()).path("general_info");
      return information.path("graalvm_version").asText();
    }
  }

  // Null outside a checkout, for instance in an unpacked archive.
  private String commit() throws IOException {
    Process git =
        new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*")
            .directory(target.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (InputStream out = git.getInputStream()) {
      String commit = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
      return commit.isEmpty() ? null : commit;
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String thisMachine() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64";
  }
}
