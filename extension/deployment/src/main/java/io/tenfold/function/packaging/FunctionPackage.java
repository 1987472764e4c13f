package io.tenfold.function.packaging;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A {@code function.zip} that Quarkus wrote, and {@code function.json} beside it: what Lambda, and
 * whoever acts for it, has to know of the package to run it.
 */
public final class FunctionPackage {
  private static final String JVM_HANDLER =
      QuarkusStreamHandler.class.getName() + "::handleRequest";

  /** The oldest that runs what Quarkus is compiled for, and has SnapStart. */
  private static final String JVM_RUNTIME = "java21";

  private final Path folder;
  private final Path zip;
  private final Path description;

  /** Takes the folder that Quarkus wrote the package into. */
  public FunctionPackage(Path folder) {
    this.folder = folder;
    zip = folder.resolve("function.zip");
    description = folder.resolve("function.json");
  }

  /** Describes a JVM package, which runs on every architecture. */
  public void describeJvm() throws IOException {
    write(common("jvm", JVM_HANDLER, JVM_RUNTIME).put("deployable", true));
  }

  /**
   * Describes a native package.
   *
   * @param executable what is in it
   * @param version what the native-image that compiled it prints as its version, in lines
   * @param architecture the one that is wanted, {@code arm64} or {@code x86_64}
   * @param testOnly whether a package for tests alone will do
   * @throws NotForLambda if it would not run on Lambda and is not for tests alone; it is deleted
   *     then
   */
  public void describeNative(Path executable, String version, String architecture, boolean testOnly)
      throws IOException {
    Elf elf = Elf.read(executable);
    List<String> objections = new LambdaRuntime(architecture).objectionsTo(elf);
    if (!objections.isEmpty() && !testOnly) {
      Files.delete(zip);
      Files.deleteIfExists(description);
      throw new NotForLambda(objections);
    }
    ObjectNode json =
        common("native", "bootstrap", "provided.al2023")
            .put("architecture", elf.architecture())
            .put("glibc", LambdaRuntime.glibcOf(elf).toString())
            .put("graalvm", distribution(version))
            .put("deployable", objections.isEmpty());
    if (!objections.isEmpty()) {
      objections.forEach(json.putArray("objections")::add);
    }
    write(json);
  }

  // "native-image 25.0.2 2026-01-20" comes first, whoever built it; who did is in the second line.
  private static String distribution(String version) {
    return version.lines().skip(1).findFirst().orElse(version);
  }

  private ObjectNode common(String packageType, String handler, String runtime) throws IOException {
    ObjectNode json =
        new ObjectMapper()
            .createObjectNode()
            .put("packageType", packageType)
            .put("handler", handler)
            .put("runtime", runtime);
    // Lambda ends the process by a signal that Quarkus must leave alone.
    // https://quarkus.io/guides/aws-lambda#deploy-to-aws-lambda-custom-native-runtime
    json.putObject("environment").put("DISABLE_SIGNAL_HANDLERS", "true");
    return json.put("sha256", sha256())
        .put("size", Files.size(zip))
        .put("unpackedSize", unpackedSize())
        .put("commit", commit());
  }

  private void write(ObjectNode json) throws IOException {
    Files.writeString(description, json.toPrettyString() + "\n");
  }

  private long unpackedSize() throws IOException {
    try (ZipFile archive = new ZipFile(zip.toFile())) {
      return archive.stream().mapToLong(ZipEntry::getSize).sum();
    }
  }

  // Null outside a checkout, for instance in an unpacked archive.
  private String commit() throws IOException {
    Process git =
        new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (InputStream out = git.getInputStream()) {
      String commit = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
      return commit.isEmpty() ? null : commit;
    }
  }

  private String sha256() throws IOException {
    try (InputStream file = Files.newInputStream(zip);
        DigestInputStream in = new DigestInputStream(file, MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
