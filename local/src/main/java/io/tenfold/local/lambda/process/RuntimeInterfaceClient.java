package io.tenfold.local.lambda.process;

import io.tenfold.local.lambda.FunctionPackageException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * AWS's Runtime Interface Client for Java, which runs a JVM package's handler, as in AWS's own
 * {@code java} images.
 *
 * @param jars the client and what it needs: its own jar first
 * @see <a
 *     href="https://github.com/aws/aws-lambda-java-libs/tree/main/aws-lambda-java-runtime-interface-client">
 *     The client's source</a>
 */
public record RuntimeInterfaceClient(List<Path> jars) {
  private static final String MAIN_CLASS =
      "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  /** The client's own switch for a library on disk, in place of the one it would unpack. */
  private static final String NATIVE_LIBRARY_PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private static final List<String> ONE_CLASS_OF_EACH_JAR =
      List.of(
          MAIN_CLASS,
          "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
          "com.amazonaws.services.lambda.runtime.Context",
          "software.amazon.awssdk.utilslite.SdkInternalThreadLocal");

  /** Takes the jars, the client's own first. */
  public RuntimeInterfaceClient {
    jars = List.copyOf(jars);
  }

  /**
   * Finds the client's jars among what the host itself runs from: Maven's class path in a test, the
   * {@code lib} folder of an installed {@code tenfold}.
   *
   * @throws IllegalStateException if a jar is missing there
   */
  public static RuntimeInterfaceClient onClassPath() {
    List<Path> jars = new ArrayList<>();
    for (String className : ONE_CLASS_OF_EACH_JAR) {
      jars.add(jarOf(className));
    }
    return new RuntimeInterfaceClient(jars);
  }

  private static Path jarOf(String className) {
    try {
      // Not initialised: the client's main class changes security properties when it is.
      Class<?> type =
          Class.forName(className, false, RuntimeInterfaceClient.class.getClassLoader());
      CodeSource source = type.getProtectionDomain().getCodeSource();
      URL location = source == null ? null : source.getLocation();
      if (location == null) {
        throw new IllegalStateException("Java does not say which jar holds " + className);
      }
      return Path.of(location.toURI());
    } catch (ClassNotFoundException | LinkageError | URISyntaxException e) {
      throw new IllegalStateException(
          "aws-lambda-java-runtime-interface-client and what it needs must be on the class path: "
              + className
              + " is not",
          e);
    }
  }

  /** Returns the name of the class to start, which takes the handler as its only argument. */
  String mainClass() {
    return MAIN_CLASS;
  }

  /** Returns the jars as a class path. */
  String classPath() {
    return String.join(File.pathSeparator, jars.stream().map(Path::toString).toList());
  }

  /**
   * Unpacks the client's native library into a folder, once, and returns the option that makes a
   * JVM load it from there.
   *
   * @throws FunctionPackageException if the client has none for this machine
   */
  String nativeLibraryOption(Path folder) throws IOException {
    String os = System.getProperty("os.name");
    if (!os.toLowerCase(Locale.ROOT).contains("linux")) {
      throw new FunctionPackageException(
          "AWS's Runtime Interface Client runs on Linux only, and this machine runs "
              + os
              + ": run the JVM package on Linux or in a Linux container");
    }
    String arch = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    String name = "libaws-lambda-jni." + (isMusl() ? "linux_musl-" : "linux-") + arch + ".so";
    try (JarFile jar = new JarFile(jars.get(0).toFile())) {
      ZipEntry entry = jar.getEntry("jni/" + name);
      if (entry == null) {
        throw new FunctionPackageException(jars.get(0) + " holds no jni/" + name);
      }
      // Left alone, each process would overwrite the one file /tmp/.libaws-lambda-jni.so, which
      // crashes those that have it loaded, and fails where another user owns it.
      Path library = folder.resolve(Long.toHexString(entry.getCrc()) + "-" + name);
      if (!Files.exists(library)) {
        Files.createDirectories(folder);
        Path unfinished = Files.createTempFile(folder, "unpacking-", ".so");
        try (InputStream in = jar.getInputStream(entry)) {
          Files.copy(in, unfinished, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(unfinished, library, StandardCopyOption.ATOMIC_MOVE);
      }
      return "-D" + NATIVE_LIBRARY_PROPERTY + "=" + library;
    }
  }

  private static boolean isMusl() throws IOException {
    try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
      return maps.anyMatch(line -> line.contains("ld-musl"));
    }
  }
}
