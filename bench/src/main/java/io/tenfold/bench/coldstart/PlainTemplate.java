package io.tenfold.bench.coldstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Builds the plain Quarkus template natively, once for each Quarkus and GraalVM version. */
final class PlainTemplate {
  private static final Duration BUILD_LIMIT = Duration.ofMinutes(40);

  private final Workshop workshop;
  private final NativeCompiler compiler;

  PlainTemplate(Workshop workshop, NativeCompiler compiler) {
    this.workshop = workshop;
    this.compiler = compiler;
  }

  /** Returns its package, built if need be; empty if there is no GraalVM to build it. */
  Optional<Path> zip() throws IOException, InterruptedException {
    Path project = workshop.folder("template");
    Path zip = project.resolve("target/function.zip");
    Path stamp = project.resolve("built-from");
    String version = workshop.repository().property("quarkus.version");
    String sources =
        String.join(
            "\n",
            version,
            compiler.version(),
            new String(workshop.resource("template/pom.xml"), StandardCharsets.UTF_8),
            new String(workshop.resource("template/OkHandler.java.txt"), StandardCharsets.UTF_8));
    if (Files.exists(zip) && Files.exists(stamp) && Files.readString(stamp).equals(sources)) {
      return Optional.of(zip);
    }
    if (!compiler.present()) {
      return Optional.empty();
    }
    workshop.copyResource("template/pom.xml", project.resolve("pom.xml"));
    workshop.copyResource(
        "template/OkHandler.java.txt",
        project.resolve("src/main/java/io/tenfold/bench/template/OkHandler.java"));
    System.err.println("Building the plain template natively, which takes minutes …");
    Path root = workshop.repository().root();
    List<String> command = build(project.resolve("pom.xml"));
    new Tool(command, root, project.resolve("build.log"), BUILD_LIMIT).run();
    Files.writeString(stamp, sources);
    return Optional.of(zip);
  }

  /** Returns the command that builds such a project, with the repository's Quarkus version. */
  List<String> build(Path pom) throws IOException {
    return List.of(
        workshop.repository().file("mvnw").toString(),
        "-B",
        "-ntp",
        "-f",
        pom.toString(),
        "-Dquarkus.version=" + workshop.repository().property("quarkus.version"),
        "-Dnative",
        "-DskipTests",
        "clean",
        "package");
  }
}
