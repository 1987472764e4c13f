package io.tenfold.cli.batch.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.cli.console.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionPackagesTest {
  private static final String NATIVE = "lambda-native/target/function.zip";
  private static final String JVM = "lambda-native/target/jvm/function.zip";
  private static final String SOURCE = "lambda-native/src/main/java/Orders.java";

  @TempDir Path project;

  private Path module;

  private final List<String> notes = new ArrayList<>();

  @BeforeEach
  void aSource() throws IOException {
    file(SOURCE, 10);
  }

  private void file(String name, int second) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000L * second));
  }

  private String chosen() {
    Path chosen = new FunctionPackages(project, module, notes::add).chosen();
    return project.relativize(chosen).toString();
  }

  @Test
  void theNativePackageIsTakenWhileNoSourceIsNewerAlsoBesideANewerJvmPackage() throws IOException {
    file(NATIVE, 10);
    file(JVM, 20);
    assertThat(chosen()).isEqualTo(NATIVE);
    assertThat(notes).isEmpty();
  }

  @Test
  void aStaleNativePackageIsLeftForTheJvmPackageAndThatIsSaid() throws IOException {
    file(NATIVE, 9);
    file(JVM, 20);
    assertThat(chosen()).isEqualTo(JVM);
    assertThat(notes)
        .containsExactly(
            NATIVE + " is older than " + SOURCE + ", so " + JVM + " is taken (make native).");
  }

  @Test
  void aStaleNativePackageIsTakenOnlyWhereThereIsNothingElseAndThatIsSaid() throws IOException {
    file(NATIVE, 9);
    assertThat(chosen()).isEqualTo(NATIVE);
    assertThat(notes)
        .containsExactly(NATIVE + " is taken, although " + SOURCE + " is newer (make native).");
  }

  @Test
  void ofTwoStalePackagesTheNewerIsTakenAndThatIsSaid() throws IOException {
    file(NATIVE, 8);
    file(JVM, 9);
    assertThat(chosen()).isEqualTo(JVM);
    assertThat(notes)
        .containsExactly(JVM + " is taken, although " + SOURCE + " is newer (make package).");
  }

  @Test
  void theJvmPackageAloneIsTakenWithoutAWord() throws IOException {
    file(JVM, 20);
    assertThat(chosen()).isEqualTo(JVM);
    assertThat(notes).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pom.xml",
        "lambda-native/pom.xml",
        "lambda-native/src/main/resources/application.properties",
        "extension/runtime/src/main/java/A.java",
        "extension/deployment/pom.xml"
      })
  void whateverThePackageIsMadeOfMakesItOld(String source) throws IOException {
    file(NATIVE, 20);
    file(source, 21);
    file(JVM, 22);
    assertThat(chosen()).isEqualTo(JVM);
    assertThat(notes).singleElement().asString().contains(source);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lambda-native/src/test/java/OrdersTest.java",
        "extension/runtime/src/test/java/ATest.java",
        "extension/runtime/target/a.jar",
        "cli/src/main/java/B.java"
      })
  void whatIsNotInThePackageDoesNot(String other) throws IOException {
    file(NATIVE, 20);
    file(other, 21);
    assertThat(chosen()).isEqualTo(NATIVE);
    assertThat(notes).isEmpty();
  }

  @Test
  void aProjectThatIsTheFunctionsModuleHasItsPackageAtItsOwnPlace() throws IOException {
    Files.move(project.resolve("lambda-native"), project.resolve("orders"));
    file("src/main/java/Orders.java", 10);
    file("target/function.zip", 9);
    file("target/jvm/function.zip", 11);
    assertThat(chosen()).isEqualTo("target/jvm/function.zip");
    assertThat(notes).singleElement().asString().contains("src/main/java/Orders.java");
  }

  @Test
  void aModuleThatIsNamedIsTheOneWhosePackageIsTaken() throws IOException {
    module = Path.of("claims");
    file(JVM, 20);
    file("claims/src/main/java/Claims.java", 21);
    file("claims/target/jvm/function.zip", 20);
    assertThat(chosen()).isEqualTo("claims/target/jvm/function.zip");
    assertThat(notes).singleElement().asString().contains("claims/src/main/java/Claims.java");
  }

  @Test
  void withoutAPackageItIsSaidHowOneIsBuilt() {
    assertThatThrownBy(this::chosen)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("make native")
        .hasMessageContaining("make package");
  }
}
