package io.tenfold.cli.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What `make deploy` and `make plan` take and what `make run` and `make dev` hand on, in this
 * repository and in a project of `tenfold new`; Maven, Terraform and the command are scripts that
 * note how they were called.
 */
class MakefilesTest {
  /** A Makefile, and where its function is. */
  enum Layout {
    REPOSITORY("../Makefile", "lambda-native/"),
    PROJECT("src/main/resources/io/tenfold/cli/project/Makefile", "");

    private final Path makefile;
    private final String module;

    Layout(String makefile, String module) {
      this.makefile = Path.of(makefile);
      this.module = module;
    }
  }

  private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant AFTER = Instant.parse("2026-01-02T00:00:00Z");

  /** What a make has done. */
  private record Made(int status, String said, List<String> called) {}

  @TempDir Path project;

  private Path nativePackage;
  private Path jvmPackage;
  private Path processor;

  private void lay(Layout layout) throws IOException {
    Files.copy(layout.makefile, project.resolve("Makefile"));
    String module = layout.module;
    nativePackage = project.resolve(module + "target/function.zip");
    jvmPackage = project.resolve(module + "target/jvm/function.zip");
    processor = file(module + "src/main/java/Processor.java", BEFORE);
    for (String pom :
        List.of(
            "pom.xml",
            "bom/pom.xml",
            "local/pom.xml",
            "cli/pom.xml",
            "cli/aws/pom.xml",
            "lambda-native/pom.xml",
            "extension/runtime/pom.xml")) {
      file(pom, BEFORE);
    }
    for (String folder : List.of("extension/runtime", "local", "cli")) {
      file(folder + "/src/main/java/Some.java", BEFORE);
    }
    file("cli/target/tenfold.jar", AFTER);
    note("mvnw");
    note("terraform/tf");
    note("bin/terraform");
    note("tenfold");
    // Maven leaves a package.
    Files.writeString(
        project.resolve("mvnw"),
        "mkdir -p '" + jvmPackage.getParent() + "' && touch '" + jvmPackage + "'\n",
        java.nio.file.StandardOpenOption.APPEND);
  }

  private Path file(String name, Instant changed) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name);
    return at(file, changed);
  }

  private static Path at(Path file, Instant changed) throws IOException {
    return Files.setLastModifiedTime(file, FileTime.from(changed));
  }

  /** Writes a script that notes its name and its arguments. */
  private void note(String name) throws IOException {
    Path script = project.resolve(name);
    Files.createDirectories(script.getParent());
    Files.writeString(
        script,
        "#!/bin/sh\necho \"$(basename \"$0\") $*\" >> '" + project.resolve("called") + "'\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Made make(String... arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("make"));
    words.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(project.toFile()).redirectErrorStream(true);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("TF_") || name.contains("MAKE"));
    builder.environment().merge("PATH", "", (path, none) -> project.resolve("bin") + ":" + path);
    // A shell may have one: it is the name of a file that it reads.
    builder.environment().put("ENV", "/etc/shell.rc");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    Path called = project.resolve("called");
    List<String> lines = Files.exists(called) ? Files.readAllLines(called) : List.of();
    Files.deleteIfExists(called);
    return new Made(process.exitValue(), said, lines);
  }

  @ParameterizedTest
  @EnumSource
  void aNativePackageThatIsOlderThanTheProcessorIsNotDeployed(Layout layout) throws Exception {
    lay(layout);
    at(file(project.relativize(nativePackage).toString(), BEFORE), BEFORE);
    at(processor, AFTER);

    for (String target : List.of("deploy", "plan")) {
      Made made = make(target);
      assertThat(made.status()).as(made.said()).isEqualTo(2);
      assertThat(made.said())
          .contains("target/function.zip is older than ", "src/main/java/Processor.java")
          .contains("make native");
      assertThat(made.called()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNativePackageThatIsNewerIsDeployedAndNothingIsBuilt(Layout layout) throws Exception {
    lay(layout);
    file(project.relativize(nativePackage).toString(), AFTER);

    Made made = make("deploy", "TF_ARGS=-var memory_size=256");
    assertThat(made.status()).as(made.said()).isZero();
    assertThat(made.called())
        .hasSize(2)
        .noneMatch(call -> call.startsWith("mvnw"))
        .last()
        .asString()
        .endsWith("apply -var memory_size=256");
  }

  @ParameterizedTest
  @EnumSource
  void withoutANativePackageNothingIsDeployed(Layout layout) throws Exception {
    lay(layout);

    Made made = make("deploy");
    assertThat(made.status()).isEqualTo(2);
    assertThat(made.said()).contains("There is no native package yet: run 'make native'");
    assertThat(made.called()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-var package_type=jvm",
        "-var=package_type=jvm",
        "-var 'package_type=jvm'",
        "-auto-approve -var \"package_type=jvm\" -var memory_size=512"
      })
  void aStaleJvmPackageIsBuiltBeforeItIsDeployed(String arguments) throws Exception {
    lay(Layout.REPOSITORY);
    file(project.relativize(jvmPackage).toString(), BEFORE);
    at(processor, AFTER);

    Made made = make("deploy", "TF_ARGS=" + arguments);
    assertThat(made.status()).as(made.said()).isZero();
    assertThat(made.called()).hasSize(3);
    assertThat(made.called().get(0)).startsWith("mvnw ").contains(" package ");
    assertThat(made.called().get(2)).startsWith("tf apply ").contains("package_type=jvm");
    assertThat(make("plan", "TF_ARGS=" + arguments).called())
        .as("now that it is current")
        .hasSize(2)
        .noneMatch(call -> call.startsWith("mvnw"));
  }

  @Test
  void aProjectsStaleJvmPackageIsBuiltToo() throws Exception {
    lay(Layout.PROJECT);
    file("target/jvm/function.zip", BEFORE);
    at(processor, AFTER);

    Made made = make("deploy", "TF_ARGS=-var package_type=jvm");
    assertThat(made.called()).as(made.said()).hasSize(3);
    assertThat(made.called().get(0)).startsWith("mvnw ").contains(" package ");
    assertThat(made.called().get(2)).startsWith("terraform -chdir=terraform apply ");
  }

  @ParameterizedTest
  @EnumSource
  void aFileOfVariablesSaysTheTypeToo(Layout layout) throws Exception {
    lay(layout);
    Files.writeString(project.resolve("terraform/terraform.tfvars"), "package_type = \"jvm\"\n");

    Made made = make("plan");
    assertThat(made.called()).as(made.said()).hasSize(3);
    assertThat(made.called().get(0)).startsWith("mvnw ");
    Files.writeString(project.resolve("terraform/prod.tfvars"), "package_type = \"native\"\n");
    assertThat(make("plan", "TF_ARGS=-var-file=prod.tfvars").said())
        .contains("There is no native package yet");
  }

  @ParameterizedTest
  @EnumSource
  void aPackageOfAnotherPathIsItsOwnersAffair(Layout layout) throws Exception {
    lay(layout);

    Made made = make("plan", "TF_ARGS=-var package_path=/elsewhere/function.zip");
    assertThat(made.status()).as(made.said()).isZero();
    assertThat(made.called()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void runAndDevHandTheEnvironmentOn(Layout layout) throws Exception {
    lay(layout);
    file(project.relativize(jvmPackage).toString(), AFTER);
    String[] given = {"ENV=LIST=2026 TOKEN", "ENV_FILE=local.env", "AWS=up"};
    String options = "--env LIST=2026 --env TOKEN --env-file local.env --aws up";

    assertThat(make("run", given[0], given[1], given[2], "INPUT=o.json").called())
        .containsExactly("tenfold run " + options + " o.json");
    Made dev = make("dev", given[0], given[1], given[2]);
    assertThat(dev.called()).as(dev.said()).hasSize(2);
    assertThat(dev.called().get(0)).isEqualTo("tenfold env " + options);
    assertThat(dev.called().get(1)).startsWith("mvnw ").endsWith(":dev");
    assertThat(make("run", "INPUT=o.json").called())
        .as("the shell's own ENV is another thing")
        .containsExactly("tenfold run o.json");
  }
}
