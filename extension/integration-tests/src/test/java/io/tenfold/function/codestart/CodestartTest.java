package io.tenfold.function.codestart;

import static io.quarkus.devtools.codestarts.quarkus.QuarkusCodestartCatalog.Language.JAVA;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.bootstrap.resolver.maven.BootstrapMavenException;
import io.quarkus.bootstrap.resolver.maven.MavenArtifactResolver;
import io.quarkus.devtools.project.QuarkusProjectHelper;
import io.quarkus.devtools.testing.codestarts.QuarkusCodestartTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What Quarkus' own tools write for this extension. release/tests/codestart builds it and runs its
 * tests, with the artifacts that a release publishes.
 */
class CodestartTest {
  private static final Path TEMPLATE =
      Path.of("..", "..", "cli", "src", "main", "resources", "io", "tenfold", "cli", "project");

  @RegisterExtension
  static final QuarkusCodestartTest CODESTART =
      QuarkusCodestartTest.builder()
          .languages(JAVA)
          .setupStandaloneExtensionTest("io.tenfold:tenfold")
          .build();

  @BeforeAll
  static void findTheExtensionInThisBuild() throws BootstrapMavenException {
    QuarkusProjectHelper.setArtifactResolver(
        MavenArtifactResolver.builder().setWorkspaceDiscovery(true).build());
  }

  @AfterAll
  static void forgetThisBuild() {
    QuarkusProjectHelper.reset();
  }

  @Test
  void itsJavaIsWhatTenfoldNewWrites() throws IOException {
    assertSame("src/Processor.java", "src/main/java/ilove/quark/us/OrdersProcessor.java");
    assertSame("src/Input.java", "src/main/java/ilove/quark/us/Input.java");
    assertSame("src/Output.java", "src/main/java/ilove/quark/us/Output.java");
    assertSame("src/ProcessorTest.java", "src/test/java/ilove/quark/us/OrdersProcessorTest.java");
    assertSame("src/FunctionTest.java", "src/test/java/ilove/quark/us/FunctionTest.java");
  }

  @Test
  void itsSamplesAreThoseOfTenfoldNew() throws IOException {
    assertSame("samples/records.json", "samples/orders.json");
    assertSame("samples/event.json", "samples/event.json");
  }

  @Test
  void noJavaOfTheTemplateIsLeftOut() throws IOException {
    assertThat(javaBelow(TEMPLATE)).hasSize(javaBelow(project()).size()).isNotEmpty();
  }

  @Test
  void noPlaceholderIsLeft() throws IOException {
    for (String file : List.of("pom.xml", "README.md")) {
      assertThat(project().resolve(file)).content().doesNotContain("@project", "@assertj", "{#");
    }
  }

  @Test
  void itsTestsHaveTheTestKitOfTheSameVersion() throws IOException {
    assertThat(project().resolve("pom.xml"))
        .content()
        .containsPattern("<artifactId>tenfold</artifactId>\\s*<version>" + version())
        .containsPattern("<artifactId>tenfold-test</artifactId>\\s*<version>" + version());
  }

  @Test
  void noContainerIsLookedForInTests() throws IOException {
    assertThat(project().resolve("src/main/resources/application.properties"))
        .content()
        .contains(
            "%dev.quarkus.devservices.enabled=false", "%test.quarkus.devservices.enabled=false");
  }

  private static Path project() throws IOException {
    return CODESTART.getProjectWithRealDataDir(JAVA);
  }

  private static List<Path> javaBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static String version() {
    return System.getProperty("version.of.tenfold");
  }

  private static void assertSame(String template, String generated) throws IOException {
    String expected =
        Files.readString(TEMPLATE.resolve(template))
            .replace("@PACKAGE@", "ilove.quark.us")
            .replace("@CLASS@", "Orders")
            .replace("@NAME@", "orders")
            .replace("@FORMAT@", "json");
    assertThat(project().resolve(generated)).content().isEqualTo(expected);
  }
}
