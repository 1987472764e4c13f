package io.tenfold.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageDescriptionTest {
  @TempDir Path folder;
  private Path zip;

  @BeforeEach
  void aPackage() throws IOException {
    zip = folder.resolve("function.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("lib/a.jar"));
    }
  }

  private void describe(String json) throws IOException {
    Files.writeString(folder.resolve("function.json"), json);
  }

  @Test
  void aFunctionIsConfiguredAsItsPackageSays() throws IOException {
    describe(
        """
        {"handler": "com.acme.Orders::handleRequest", "runtime": "java21", "commit": null,
         "environment": {"PRICE_LIST": "2026"}}
        """);

    FunctionConfiguration function = FunctionConfiguration.of("orders", zip, folder);

    assertThat(function.handler()).isEqualTo("com.acme.Orders::handleRequest");
    assertThat(function.environment()).isEqualTo(Map.of("PRICE_LIST", "2026"));
    assertThat(PackageDescription.of(zip).runtime()).hasValue("java21");
    assertThat(PackageDescription.of(zip).commit()).isEmpty();
  }

  @Test
  void aPackageThatIsNotDescribedIsOneOfQuarkus() {
    FunctionConfiguration function = FunctionConfiguration.of("orders", zip, folder);

    assertThat(function.handler())
        .isEqualTo("io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest");
    assertThat(function.environment()).isEqualTo(Map.of("DISABLE_SIGNAL_HANDLERS", "true"));
  }

  @Test
  void whatLiesBesideAFolderDescribesAnotherPackage() throws IOException {
    describe("{\"handler\": \"com.acme.Orders::handleRequest\"}");
    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));

    assertThat(PackageDescription.of(unpacked).handler()).contains("QuarkusStreamHandler");
  }

  @Test
  void aPackageThatAnotherBuildDescribesIsRefused() throws IOException {
    describe("{\"sha256\": \"" + "0".repeat(64) + "\"}");

    assertThatThrownBy(() -> FunctionPackage.open(zip, folder.resolve("packages")))
        .isInstanceOf(FunctionPackageException.class)
        .hasMessage(
            zip
                + " is not the file that "
                + folder.resolve("function.json")
                + " describes: one of them is left over from another build."
                + " Build the package again (make package, make native).");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"handler\": |can't be read: ",
        "[] |is no JSON object. ",
        "{\"handler\": 7}|: \"handler\" is 7, and no text. ",
        "{\"environment\": []}|: \"environment\" is [], and no object of names and texts. ",
        "{\"environment\": {\"SIZE\": 7}}|: \"environment.SIZE\" is 7, and no text. "
      })
  void aBrokenDescriptionSaysWhatAndWhereAndWhatToDo(String json, String problem)
      throws IOException {
    describe(json);

    assertThatThrownBy(() -> PackageDescription.of(zip))
        .isInstanceOf(FunctionPackageException.class)
        .hasMessageStartingWith(folder.resolve("function.json").toString())
        .hasMessageContaining(problem)
        .hasMessageEndingWith("Build the package again (make package, make native).");
  }
}
