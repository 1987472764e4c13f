package io.tenfold.bench.coldstart;

import io.tenfold.bench.BenchFailure;
import io.tenfold.local.lambda.PackageDescription;
import io.tenfold.local.lambda.process.RuntimeInterfaceClient;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * This project's function on a Java virtual machine, by AWS's Runtime Interface Client: as AWS's
 * managed runtime starts it, and with an archive of its loaded classes.
 */
final class JvmFunctions {
  private static final String CLIENT_MAIN =
      "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final String CLIENT_LIBRARY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";
  private static final int FIRST_WITH_AOT_CACHE = 25;
  private static final int FIRST_WITH_NATIVE_ACCESS_WARNING = 24;
  private static final Duration ARCHIVE_LIMIT = Duration.ofMinutes(5);

  private final Workshop workshop;
  private final Events events;
  private final Path zip;
  private final JavaRuntime installed;

  /** Takes the function's JVM package, and the Java that is to run it. */
  JvmFunctions(Workshop workshop, Events events, Path zip, JavaRuntime installed) {
    this.workshop = workshop;
    this.events = events;
    this.zip = zip;
    this.installed = installed;
  }

  /** Returns the function as AWS's managed runtime starts it. */
  Provision plain() throws IOException {
    if (!Files.exists(zip)) {
      return missing(CandidateKind.JVM);
    }
    JavaRuntime java = installed.copied(workshop);
    Path taskRoot = workshop.unpacked(zip, "task/" + CandidateKind.JVM);
    return new Provision.Ready(
        candidate(
            CandidateKind.JVM,
            "Tenfold, JVM",
            "this project's function on Java " + java.version() + " with AWS's runtime client",
            zip,
            taskRoot,
            command(java, List.of(), clientJars())));
  }

  /** Returns the function with an archive of its classes, which the starter's events train. */
  Provision withCache(Starter starter) throws IOException, InterruptedException {
    if (!Files.exists(zip)) {
      return missing(CandidateKind.JVM_CACHE);
    }
    JavaRuntime java = installed.copied(workshop);
    Path unpacked = workshop.unpacked(zip, "task/unpacked-" + CandidateKind.JVM_CACHE);
    Path taskRoot = workshop.emptyFolder("task/" + CandidateKind.JVM_CACHE);
    List<Path> jars = new ArrayList<>(clientJars());
    jars.addAll(asJars(unpacked, taskRoot.resolve("lib")));
    Path archive = taskRoot.resolve("function.aot");
    boolean aot = java.feature() >= FIRST_WITH_AOT_CACHE;
    String kind = aot ? "AOT cache" : "dynamic class data archive";
    train(java, jars, taskRoot, archive, starter, aot);
    if (!Files.exists(archive)) {
      throw new BenchFailure("The JVM wrote no " + kind);
    }
    String use = (aot ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive;
    Path packaged = workshop.folder("packages").resolve("jvm-cache.zip");
    DeploymentPackage.of(taskRoot, packaged);
    return new Provision.Ready(
        candidate(
            CandidateKind.JVM_CACHE,
            "Tenfold, JVM with " + (aot ? "AOT cache" : "CDS archive"),
            "the same with its jars on the class path and a trained " + kind,
            packaged,
            taskRoot,
            command(java, List.of(use), jars)));
  }

  private void train(
      JavaRuntime java, List<Path> jars, Path taskRoot, Path archive, Starter starter, boolean aot)
      throws IOException, InterruptedException {
    // JEP 514's one step would also do, but its second half runs after the process's own end.
    Path configuration = workshop.folder("packages").resolve("function.aotconf");
    List<String> record =
        aot
            ? List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + configuration)
            : List.of("-XX:ArchiveClassesAtExit=" + archive);
    starter.train(
        candidate(
            CandidateKind.JVM_CACHE,
            "The training of the JVM's archive",
            "",
            zip,
            taskRoot,
            command(java, record, jars)));
    if (aot) {
      List<String> create =
          List.of(
              "-XX:AOTMode=create",
              "-XX:AOTConfiguration=" + configuration,
              "-XX:AOTCache=" + archive);
      Path log = workshop.folder().resolve("aot-cache.log");
      new Tool(command(java, create, jars), taskRoot, log, ARCHIVE_LIMIT).run();
    }
  }

  private Candidate candidate(
      CandidateKind kind,
      String title,
      String detail,
      Path packaged,
      Path taskRoot,
      List<String> command)
      throws IOException {
    List<Path> files = new ArrayList<>(DeploymentPackage.files(taskRoot));
    files.addAll(clientJars());
    PackageDescription described = PackageDescription.of(zip);
    Map<String, String> environment = new HashMap<>(described.environment());
    environment.put("_HANDLER", described.handler());
    return new Candidate(
        kind,
        title,
        detail,
        packaged,
        taskRoot,
        command,
        environment,
        files,
        AnswerCheck.PROCESSED_RECORD,
        events);
  }

  private List<String> command(JavaRuntime java, List<String> options, List<Path> classPath)
      throws IOException {
    List<String> words = new ArrayList<>();
    words.add(java.java().toString());
    words.addAll(LambdaMemory.jvmOptions());
    words.add("-D" + CLIENT_LIBRARY + "=" + clientLibrary());
    if (java.feature() >= FIRST_WITH_NATIVE_ACCESS_WARNING) {
      words.add("--enable-native-access=ALL-UNNAMED");
    }
    words.addAll(options);
    words.add("-cp");
    words.add(String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()));
    words.add(CLIENT_MAIN);
    words.add(PackageDescription.of(zip).handler());
    return words;
  }

  private List<Path> clientJars() throws IOException {
    Path folder = workshop.folder("java-runtime-client");
    List<Path> copies = new ArrayList<>();
    for (Path jar : RuntimeInterfaceClient.onClassPath().jars()) {
      copies.add(workshop.copied(jar, folder.resolve(jar.getFileName().toString())));
    }
    return copies;
  }

  private Path clientLibrary() throws IOException {
    String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    String name = "libaws-lambda-jni.linux-" + architecture + ".so";
    Path library = workshop.folder("java-runtime-client").resolve(name);
    if (!Files.exists(library)) {
      try (JarFile client = new JarFile(clientJars().get(0).toFile());
          InputStream in = client.getInputStream(client.getEntry("jni/" + name))) {
        Files.copy(in, library, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return library;
  }

  /** Classes must come from jars, as an archive holds none that come from folders. */
  private static List<Path> asJars(Path unpacked, Path lib) throws IOException {
    Files.createDirectories(lib);
    List<Path> jars = new ArrayList<>();
    Path own = lib.resolve("function.jar");
    jars.add(own);
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(own))) {
      for (Path file : DeploymentPackage.files(unpacked)) {
        Path relative = unpacked.relativize(file);
        if (relative.startsWith("lib")) {
          Path copy = lib.resolve(relative.getFileName().toString());
          Files.copy(file, copy);
          jars.add(copy);
        } else if (!relative.endsWith("META-INF/MANIFEST.MF")) {
          // The manifest's class path is relative to another place.
          jar.putNextEntry(new JarEntry(relative.toString()));
          Files.copy(file, jar);
          jar.closeEntry();
        }
      }
    }
    return jars;
  }

  private static Provision missing(CandidateKind kind) {
    return new Provision.Missing(
        kind, "there is no JVM package: run make package, or give --jvm-function");
  }
}
