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
  private static final Path NATIVE = Path.of("lambda-native", "target", "function.zip");
  private static final Path JVM = Path.of("lambda-native", "target", "jvm", "function.zip");

  /** What the packages are made of; folders hold build files and sources. */
  private static final List<Path> SOURCES =
      List.of(
          Path.of("pom.xml"),
          Path.of("lambda-native", "pom.xml"),
          Path.of("lambda-native", "src", "main"),
          Path.of("extension"));

  private final Path project;
  private final Consumer<String> notes;

  /** Takes the project's folder, and who is told of packages that are out of date. */
  public FunctionPackages(Path project, Consumer<String> notes) {
    this.project = project;
    this.notes = notes;
  }

  /**
   * Returns the package to take.
   *
   * @throws UserError if there is none
   */
  public Path chosen() {
    FileTime ofNative = built(NATIVE);
    FileTime ofJvm = built(JVM);
    if (ofNative == null && ofJvm == null) {
      throw new UserError(
          "There is no function package: neither "
              + NATIVE
              + " (make native) nor "
              + JVM
              + " (make package). Build one, or give --function.");
    }
    Path newest = newestSource();
    FileTime changed = newest == null ? null : modified(newest);
    if (isCurrent(ofNative, changed)) {
      return project.resolve(NATIVE);
    }
    if (isCurrent(ofJvm, changed)) {
      if (ofNative != null) {
        notes.accept(
            NATIVE + " is older than " + newest + ", so " + JVM + " is taken (make native).");
      }
      return project.resolve(JVM);
    }
    boolean nativeIsNewer = ofJvm == null || ofNative != null && ofNative.compareTo(ofJvm) >= 0;
    Path taken = nativeIsNewer ? NATIVE : JVM;
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
    for (Path source : SOURCES) {
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
