package io.tenfold.cli.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.cli.console.UserError;
import io.tenfold.cli.file.FileCheck;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ReaderConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a project has in it; that it builds, runs and deploys is shown on the published artifacts.
 */
class ProjectTemplateTest {
  @TempDir Path folder;

  private static NewProject project(String name, String javaPackage) {
    return project(name, javaPackage, InputType.JSON);
  }

  private static NewProject project(String name, String javaPackage, InputType format) {
    return new NewProject(name, javaPackage, format, "1.2.3", NewProject.sourceOf("1.2.3"));
  }

  private Path write(String name, String javaPackage) throws IOException {
    return new ProjectTemplate(project(name, javaPackage)).write(folder);
  }

  @Test
  void noWordOfTheTemplateIsLeft() throws IOException {
    Path project = write("first-claims", "com.acme.claims");
    try (Stream<Path> files = Files.walk(project)) {
      List<Path> written = files.filter(Files::isRegularFile).toList();
      assertThat(written).hasSizeGreaterThan(20);
      for (Path file : written) {
        // Maven's own scripts, which are as Maven has them, have words of another kind.
        assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern("@[A-Z_]+@");
      }
    }
  }

  @Test
  void theProjectIsCalledByItsNameAndItsVersion() throws IOException {
    Path project = write("first-claims", "com.acme.claims");
    assertThat(project).isEqualTo(folder.resolve("first-claims"));
    assertThat(project.resolve("src/main/java/com/acme/claims/FirstClaimsProcessor.java"))
        .content()
        .contains("package com.acme.claims;", "class FirstClaimsProcessor implements");
    assertThat(project.resolve("pom.xml")).content().contains("<version>1.2.3</version>");
    assertThat(project.resolve("terraform/main.tf"))
        .content()
        .contains(
            "https://github.com/tenfold/tenfold.git//terraform/modules/batch?ref=v1.2.3\"",
            "name         = \"first-claims\"",
            "samples/first-claims.json");
    assertThat(project.resolve("samples/first-claims.json")).exists();
  }

  @ParameterizedTest
  @EnumSource(InputType.class)
  void theFileOfRecordsIsOfTheFormatThatIsAskedFor(InputType format) throws IOException {
    String suffix = format.name().toLowerCase(Locale.ROOT);
    Path project = new ProjectTemplate(project("claims", "com.acme.claims", format)).write(folder);
    Path sample = project.resolve("samples/claims." + suffix);
    assertThat(FileCheck.of(sample, ReaderConfig.of(format)))
        .isEqualTo(new FileCheck(20, List.of(), 0));
    assertThat(project.resolve("terraform/main.tf"))
        .content()
        .contains("input_type   = \"" + format + "\"", "samples/claims." + suffix + "\"");
    assertThat(project.resolve("src/test/java/com/acme/claims/ClaimsProcessorTest.java"))
        .content()
        .contains("Path.of(\"samples\", \"claims." + suffix + "\")");
    assertThat(project.resolve("Makefile")).content().contains("INPUT ?= samples/claims." + suffix);
    assertThat(project.resolve("samples/event.json"))
        .content()
        .satisfies(
            event ->
                assertThat(event.contains("\"textValues\": true"))
                    .isEqualTo(format == InputType.CSV));
  }

  @Test
  void theScriptsCanBeStarted() throws IOException {
    Path project = write("orders", "com.acme");
    assertThat(project.resolve("mvnw")).isExecutable();
    assertThat(project.resolve("tenfold")).isExecutable();
  }

  @Test
  void whatIsThereAlreadyStaysAsItIs() throws IOException {
    Path mine = Files.createDirectories(folder.resolve("orders")).resolve("mine.txt");
    Files.writeString(mine, "mine");
    assertThatThrownBy(() -> write("orders", "com.acme"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("There is already");
    assertThat(mine).hasContent("mine");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(mine.getParent());
    }
  }

  @Test
  void aProjectThatCannotBeWrittenLeavesNothing() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> new ProjectTemplate(project("orders", "com.acme")).write(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("can't be written");
    assertThat(file).isEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "or", "Orders", "or ders", "1orders", "orders-", "../orders"})
  void aNameThatTerraformWouldRefuseIsRefused(String name) {
    assertThatThrownBy(() -> project(name, "com.acme"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is no name for a project");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "com..acme", "com.acme.new", "com.1acme", "com.Acme", "com/acme"})
  void aPackageThatJavaWouldRefuseIsRefused(String javaPackage) {
    assertThatThrownBy(() -> project("orders", javaPackage))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is no name for a package");
  }

  @Test
  void aSourceThatWouldEndTheTextIsRefused() {
    assertThatThrownBy(
            () -> new NewProject("orders", "com.acme", InputType.JSON, "1", "x\"\nprovider"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no source for a Terraform module");
  }

  @Test
  void whatIsNotReleasedIsTakenFromTheHead() {
    assertThat(NewProject.sourceOf("1.2.4-SNAPSHOT")).endsWith("?ref=main");
  }
}
