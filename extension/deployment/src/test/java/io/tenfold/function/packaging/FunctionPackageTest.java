package io.tenfold.function.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FunctionPackageTest {
  private static final String VERSION =
      """
      native-image 25.0.1 2025-10-21
      OpenJDK Runtime Environment Mandrel-25.0.1.0-Final (build 25.0.1+8-LTS)
      Substrate VM Mandrel-25.0.1.0-Final (build 25.0.1+8-LTS, serial gc)\
      """;

  private static final String NO_ARCHITECTURE_OF_LAMBDA = "riscv64";

  @TempDir Path folder;
  private Path zip;

  @BeforeEach
  void aPackage() throws IOException {
    zip = folder.resolve("function.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("first"));
      out.write(new byte[1000]);
      out.putNextEntry(new ZipEntry("second"));
      out.write(new byte[234]);
    }
  }

  private JsonNode description() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("function.json").toFile());
  }

  private static Path anExecutable() {
    return Path.of(ProcessHandle.current().info().command().orElseThrow());
  }

  @Test
  void aJvmPackageIsCalledByQuarkusOnEveryArchitecture() throws IOException {
    new FunctionPackage(folder).describeJvm();

    assertThat(description().path("packageType").asText()).isEqualTo("jvm");
    assertThat(description().path("handler").asText())
        .isEqualTo("io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest");
    assertThat(description().path("runtime").asText()).isEqualTo("java21");
    assertThat(description().has("architecture")).isFalse();
    assertThat(description().path("deployable").asBoolean()).isTrue();
  }

  @Test
  void theDescriptionTellsTheFileFromOthers() throws Exception {
    new FunctionPackage(folder).describeJvm();

    byte[] content = Files.readAllBytes(zip);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
    assertThat(description().path("sha256").asText())
        .isEqualTo(String.format("%064x", new BigInteger(1, hash)));
    assertThat(description().path("size").asLong()).isEqualTo(content.length);
    assertThat(description().path("unpackedSize").asLong()).isEqualTo(1234);
  }

  @Test
  void lambdasSignalsAreLeftToLambda() throws IOException {
    new FunctionPackage(folder).describeJvm();

    Map<?, ?> environment =
        new ObjectMapper().convertValue(description().path("environment"), Map.class);
    assertThat(environment).isEqualTo(Map.of("DISABLE_SIGNAL_HANDLERS", "true"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aNativePackageThatWouldNotRunOnLambdaIsDeleted() throws IOException {
    Files.writeString(folder.resolve("function.json"), "{}");

    assertThatThrownBy(
            () ->
                new FunctionPackage(folder)
                    .describeNative(anExecutable(), VERSION, NO_ARCHITECTURE_OF_LAMBDA, false))
        .isInstanceOf(NotForLambda.class)
        .hasMessageStartingWith("The native function would not run on Lambda: it is for ")
        .hasMessageContaining("build with -Dtenfold.test-only=true");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aNativePackageForTestsAloneIsMarked() throws IOException {
    new FunctionPackage(folder)
        .describeNative(anExecutable(), VERSION, NO_ARCHITECTURE_OF_LAMBDA, true);

    assertThat(zip).exists();
    assertThat(description().path("packageType").asText()).isEqualTo("native");
    assertThat(description().path("handler").asText()).isEqualTo("bootstrap");
    assertThat(description().path("runtime").asText()).isEqualTo("provided.al2023");
    assertThat(description().path("graalvm").asText())
        .isEqualTo("OpenJDK Runtime Environment Mandrel-25.0.1.0-Final (build 25.0.1+8-LTS)");
    assertThat(description().path("architecture").asText()).isIn("x86_64", "arm64");
    assertThat(description().path("deployable").asBoolean(true)).isFalse();
    assertThat(description().path("objections").get(0).asText()).startsWith("it is for ");
  }
}
