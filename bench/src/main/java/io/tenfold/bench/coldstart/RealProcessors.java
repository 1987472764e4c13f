package io.tenfold.bench.coldstart;

import io.tenfold.local.folder.TemporaryFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Builds the processors of {@code bench/processors} natively, each on this repository's extension,
 * as it is here, and in the plain Quarkus template with the same dependencies; again when a source
 * of theirs, or of the extension, has changed.
 */
final class RealProcessors {
  private static final Duration BUILD_LIMIT = Duration.ofMinutes(40);
  private static final String SOURCES = "bench/processors";

  /** What a processor on the extension is built with. */
  private static final List<String> EXTENSION =
      List.of("bom", "extension/runtime", "extension/deployment", "extension/parent");

  /** One of a pair. */
  enum Side {
    TENFOLD(CandidateKind.PROCESSOR),
    PLAIN(CandidateKind.PROCESSOR_PLAIN);

    private final CandidateKind kind;

    Side(CandidateKind kind) {
      this.kind = kind;
    }

    private String folder() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Workshop workshop;
  private final NativeCompiler compiler;
  private final NativeImages images;
  private final Map<String, String> environment;

  /** Takes what the processes have in their environment, where the services are that they call. */
  RealProcessors(
      Workshop workshop,
      NativeCompiler compiler,
      NativeImages images,
      Map<String, String> environment) {
    this.workshop = workshop;
    this.compiler = compiler;
    this.images = images;
    this.environment = environment;
  }

  /** Returns both of a pair, built if need be. */
  List<Provision> pair(RealProcessor processor) throws IOException, InterruptedException {
    List<Provision> pair = new ArrayList<>();
    for (Side side : Side.values()) {
      pair.add(provide(processor, side));
    }
    return pair;
  }

  private Provision provide(RealProcessor processor, Side side)
      throws IOException, InterruptedException {
    Path sources = workshop.repository().file(SOURCES).resolve(processor.folder());
    Path project = workshop.folder("processors/" + processor.folder() + "-" + side.folder());
    Path zip = project.resolve("target/function.zip");
    Path stamp = project.resolve("built-from");
    String made = digest(processor, side);
    if (!Files.exists(zip) || !Files.exists(stamp) || !Files.readString(stamp).equals(made)) {
      if (!compiler.present()) {
        return new Provision.Missing(
            side.kind, "there is no GraalVM (GRAALVM_HOME) to build " + processor + " with");
      }
      Files.deleteIfExists(stamp);
      System.err.println("Building " + project.getFileName() + " natively, which takes minutes …");
      write(processor, side, project);
      if (!new Tool(
              command(side, project),
              workshop.repository().root(),
              project.resolve("build.log"),
              BUILD_LIMIT)
          .succeeds()) {
        // The other pairs can be measured nevertheless, and this one is named.
        return new Provision.Missing(
            side.kind,
            processor
                + " does not build: see "
                + workshop.repository().display(project.resolve("build.log")));
      }
      Files.writeString(stamp, made);
    }
    return images.processor(
        side.kind, processor, zip, Events.of(sources.resolve("event.json")), environment);
  }

  /** Returns what everything is made of, in a number. */
  private String digest(RealProcessor processor, Side side) throws IOException {
    Path root = workshop.repository().root();
    List<Path> files = new ArrayList<>();
    files.add(root.resolve(SOURCES).resolve(side.folder() + ".pom.xml"));
    files.addAll(DeploymentPackage.files(root.resolve(SOURCES).resolve(processor.folder())));
    files.add(root.resolve("pom.xml"));
    if (side == Side.TENFOLD) {
      for (String module : EXTENSION) {
        files.add(root.resolve(module).resolve("pom.xml"));
        Path main = root.resolve(module).resolve("src/main");
        files.addAll(Files.exists(main) ? DeploymentPackage.files(main) : List.of());
      }
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(compiler.version().getBytes(StandardCharsets.UTF_8));
      for (Path file : files) {
        digest.update(root.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Writes the project: its pom, and the sources that both sides have and its own. */
  void write(RealProcessor processor, Side side, Path project) throws IOException {
    Path root = workshop.repository().root();
    Path sources = root.resolve(SOURCES).resolve(processor.folder());
    Path code = project.resolve("src/main/java/io/tenfold/bench/processor");
    for (String old : List.of("src", "target")) {
      if (Files.exists(project.resolve(old))) {
        new TemporaryFolder(project.resolve(old)).close();
      }
    }
    Files.createDirectories(code);
    for (String folder : List.of("shared", side.folder())) {
      copyJava(sources.resolve(folder), code);
    }
    Path resources = Files.createDirectories(project.resolve("src/main/resources"));
    Files.writeString(
        resources.resolve("application.properties"),
        text(sources, "application.properties")
            + text(sources, side.folder() + ".application.properties"));
    String pom = Files.readString(root.resolve(SOURCES).resolve(side.folder() + ".pom.xml"));
    Map<String, String> values = new LinkedHashMap<>();
    values.put("@NAME@", processor.folder() + "-" + side.folder());
    values.put("@ROOT@", project.relativize(root).toString());
    values.put("<!-- managed -->", text(sources, side.folder() + ".managed.xml"));
    values.put(
        "<!-- dependencies -->",
        text(sources, "dependencies.xml") + text(sources, side.folder() + ".dependencies.xml"));
    values.put("@VERSION@", workshop.repository().version());
    values.put("@AWS_SDK@", workshop.repository().property("awssdk.version"));
    for (Map.Entry<String, String> value : values.entrySet()) {
      pom = pom.replace(value.getKey(), value.getValue());
    }
    Files.writeString(project.resolve("pom.xml"), pom);
    if (side == Side.TENFOLD) {
      Files.writeString(aggregator(project), modules(project));
    }
  }

  private static void copyJava(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static String text(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private static Path aggregator(Path project) {
    return project.resolve("with-extension.xml");
  }

  /**
   * The extension in the same reactor: the local Maven repository need not have it, nor gets it.
   */
  private String modules(Path project) {
    StringBuilder modules = new StringBuilder();
    Path root = workshop.repository().root();
    for (String module : EXTENSION) {
      modules
          .append("    <module>")
          .append(project.relativize(root.resolve(module)))
          .append("</module>\n");
    }
    return """
    <project xmlns="http://maven.apache.org/POM/4.0.0">
      <modelVersion>4.0.0</modelVersion>
      <groupId>io.tenfold.bench</groupId>
      <artifactId>with-extension</artifactId>
      <version>1</version>
      <packaging>pom</packaging>
      <modules>
    %s    <module>.</module>
      </modules>
    </project>
    """
        .formatted(modules);
  }

  private List<String> command(Side side, Path project) throws IOException {
    if (side == Side.PLAIN) {
      PlainTemplate template = new PlainTemplate(workshop, compiler);
      return template.build(project.resolve("pom.xml"));
    }
    return List.of(
        workshop.repository().file("mvnw").toString(),
        "-B",
        "-ntp",
        "-f",
        aggregator(project).toString(),
        "-Dnative",
        // No package of the bench's is ever deployed, whatever compiled it.
        "-Dtenfold.test-only=true",
        "-DskipTests",
        "package");
  }
}
