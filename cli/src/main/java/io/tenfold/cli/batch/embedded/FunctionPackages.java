package io.tenfold.cli.batch.embedded;

import io.tenfold.cli.console.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.function.Consumer;

/**
 * The function's packages that the build leaves in a project, and the one rule that chooses among
 * them: the native one while no source is newer, else the JVM one while no source is newer, else
 * the newer of both. What is left out, or taken, although a source is newer is told.
 */
public final class FunctionPackages {
  /** The module that builds the function where a project has it beside others. */
  private static final Path USUAL_MODULE = Path.of("lambda-native");

  private final Path project;
  private final Path nativePackage;
  private final Path jvmPackage;

  /** What the packages are made of; folders hold build files and sources. */
  private final List<Path> sources;

  private final Consumer<String> notes;

  /**
   * Takes the project's folder, and who is told of packages that are out of date.
   *
   * @param module the folder, seen from the project's, of the Maven module that builds the
   *     function; null: lambda-native where there is one, else the project is it
   */
  public FunctionPackages(Path project, Path module, Consumer<String> notes) {
    this.project = project;
    this.notes = notes;
    Path builder =
        module != null
            ? module
            : Files.isDirectory(project.resolve(USUAL_MODULE)) ? USUAL_MODULE : Path.of("");
    nativePackage = builder.resolve("target").resolve("function.zip");
    jvmPackage = builder.resolve("target").resolve("jvm").resolve("function.zip");
    sources =
        List.of(
            Path.of("pom.xml"),
            builder.resolve("pom.xml"),
            builder.resolve("src").resolve("main"),
            // Of Tenfold's own repository, whose functions take it as it is there.
            Path.of("extension", "parent"),
            Path.of("extension", "runtime"),
            Path.of("extension", "deployment"));
  }

  /**
   * Returns the package to take.
   *
   * @throws UserError if there is none
   */
  public Path chosen() {
    FileTime ofNative = built(nativePackage);
    FileTime ofJvm = built(jvmPackage);
    if (ofNative == null && ofJvm == null) {
      throw new UserError(
          "There is no function package: neither "
              + nativePackage
              + " (make native) nor "
              + jvmPackage
              + " (make package). Build one, or give --function.");
    }
    Path newest = newestSource();
    FileTime changed = newest == null ? null : modified(newest);
    if (isCurrent(ofNative, changed)) {
      return project.resolve(nativePackage);
    }
    if (isCurrent(ofJvm, changed)) {
      if (ofNative != null) {
        notes.accept(
            nativePackage
                + " is older than "
                + newest
                + ", so "
                + jvmPackage
                + " is taken (make native).");
      }
      return project.resolve(jvmPackage);
    }
    boolean nativeIsNewer = ofJvm == null || ofNative != null && ofNative.compareTo(ofJvm) >= 0;
    Path taken = nativeIsNewer ? nativePackage : jvmPackage;
    notes.accept(
        taken
            + " is taken, although "
            + newest
            + " is newer ("
            + (nativeIsNewer ? "make native" : "make package")
            + ").");
    return project.resolve(taken);
  }

  private static boolean isCurrent(FileTime built, FileTime changed) {
    return built != null && (changed == null || built.compareTo(changed) >= 0);
  }

  private FileTime built(Path candidate) {
    return Files.isRegularFile(project.resolve(candidate)) ? modified(candidate) : null;
  }

  private FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(project.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the source that was changed last, from the project's folder; null if there is none. */
  private Path newestSource() {
    NewestFile newest = new NewestFile();
    for (Path source : sources) {
      Path path = project.resolve(source);
      if (Files.exists(path)) {
        try {
          Files.walkFileTree(path, newest);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return newest.file == null ? null : project.relativize(newest.file);
  }

  private static final class NewestFile extends SimpleFileVisitor<Path> {
    private Path file;
    private FileTime time;

    /** What is built, and what is only tested, makes no package older. */
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return folder.endsWith("target") || folder.endsWith(Path.of("src", "test"))
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path visited, BasicFileAttributes attributes) {
      if (time == null || attributes.lastModifiedTime().compareTo(time) > 0) {
        file = visited;
        time = attributes.lastModifiedTime();
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
