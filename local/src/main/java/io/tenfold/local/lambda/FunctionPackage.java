package io.tenfold.local.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A deployment package, unpacked: the folder that is {@code LAMBDA_TASK_ROOT}, and what starts it.
 *
 * @param taskRoot the folder with the package's content
 * @param kind how the function is started
 */
public record FunctionPackage(Path taskRoot, Kind kind) {
  /** How a package's function is started. */
  public enum Kind {
    /** By its own {@code bootstrap}, as on {@code provided.al2023}. */
    NATIVE,
    /** By AWS's Runtime Interface Client on a Java virtual machine, as on {@code java21}. */
    JVM
  }

  /**
   * Opens a zip (unpacked once per content below {@code packagesFolder}) or a folder (used as it
   * is).
   *
   * @throws FunctionPackageException if it is missing, no zip, too large, not the file that {@code
   *     function.json} beside it describes, or nothing this machine can run
   */
  public static FunctionPackage open(Path packagePath, Path packagesFolder) throws IOException {
    if (!Files.exists(packagePath)) {
      throw new FunctionPackageException(
          "There is no function package at " + packagePath + ": build it first (make package)");
    }
    boolean isFolder = Files.isDirectory(packagePath);
    if (isFolder) {
      checkSize(packagePath);
    }
    Path taskRoot = isFolder ? packagePath : unpacked(packagePath, packagesFolder);
    return new FunctionPackage(taskRoot, kindOf(packagePath, taskRoot));
  }

  private static Kind kindOf(Path packagePath, Path taskRoot) throws IOException {
    Path bootstrap = taskRoot.resolve("bootstrap");
    if (Files.exists(bootstrap)) {
      Bootstrap.check(bootstrap, System.getProperty("os.name"), System.getProperty("os.arch"));
      return Kind.NATIVE;
    }
    if (holdsJars(taskRoot.resolve("lib")) || holdsClasses(taskRoot)) {
      return Kind.JVM;
    }
    throw new FunctionPackageException(
        packagePath
            + " holds neither a bootstrap (native) nor classes and lib/*.jar (JVM) at its root:"
            + " build the function's package again");
  }

  private static boolean holdsJars(Path lib) throws IOException {
    if (!Files.isDirectory(lib)) {
      return false;
    }
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(lib, "*.jar")) {
      return jars.iterator().hasNext();
    }
  }

  private static boolean holdsClasses(Path taskRoot) throws IOException {
    try (Stream<Path> files = Files.walk(taskRoot)) {
      return files.anyMatch(file -> file.toString().endsWith(".class"));
    }
  }

  private static Path unpacked(Path zip, Path packagesFolder) throws IOException {
    String hash = sha256(zip);
    PackageDescription.of(zip).check(zip, hash);
    Path target = packagesFolder.resolve(hash.substring(0, 24));
    if (Files.isDirectory(target)) {
      return target;
    }
    Files.createDirectories(packagesFolder);
    // Unpacked beside and moved whole, so that no process ever sees half a package.
    Path unfinished = Files.createTempDirectory(packagesFolder, "unpacking-");
    try {
      try (FileSystem archive =
          FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", "true"))) {
        unpack(zip, archive, unfinished);
      } catch (IOException | UnsupportedOperationException e) {
        // Also what the JDK says of an entry with ".." in its name.
        throw new FunctionPackageException(zip + " cannot be unpacked: " + e.getMessage(), e);
      }
      try {
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        // Another host on this machine was faster with the same content.
        if (!Files.isDirectory(target)) {
          throw e;
        }
      }
      return target;
    } finally {
      deleteTree(unfinished);
    }
  }

  private static void unpack(Path zip, FileSystem archive, Path folder) throws IOException {
    Path root = archive.getPath("/");
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          private final UnzippedSize size = new UnzippedSize();

          @Override
          public FileVisitResult preVisitDirectory(Path entry, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(inside(entry));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path entry, BasicFileAttributes attributes)
              throws IOException {
            Path file = inside(entry);
            try (InputStream in = Files.newInputStream(entry)) {
              copy(in, file);
            }
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(entry);
            if (permissions.contains(PosixFilePermission.OWNER_EXECUTE)
                && !file.toFile().setExecutable(true, false)) {
              throw new IOException("cannot make " + file + " executable");
            }
            return FileVisitResult.CONTINUE;
          }

          private Path inside(Path entry) {
            Path file = folder.resolve(root.relativize(entry).toString()).normalize();
            if (!file.startsWith(folder)) {
              throw new FunctionPackageException(
                  zip + " has the entry " + entry + ", which would be unpacked outside its folder");
            }
            return file;
          }

          private void copy(InputStream in, Path file) throws IOException {
            try (var out = Files.newOutputStream(file)) {
              byte[] block = new byte[64 * 1024];
              for (int n = in.read(block); n >= 0; n = in.read(block)) {
                if (size.isOverLimitWith(n)) {
                  throw tooLarge(zip);
                }
                out.write(block, 0, n);
              }
            } catch (FileAlreadyExistsException e) {
              throw new FunctionPackageException(zip + " has the entry " + file + " twice", e);
            }
          }
        });
  }

  private static FunctionPackageException tooLarge(Path packagePath) {
    return new FunctionPackageException(
        packagePath
            + " is 250 MB or more unpacked, which Lambda does not take: Unzipped size must be"
            + " smaller than "
            + UnzippedSize.LIMIT_BYTES
            + " bytes");
  }

  private static void checkSize(Path folder) throws IOException {
    UnzippedSize size = new UnzippedSize();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (Files.isRegularFile(file) && size.isOverLimitWith(Files.size(file))) {
          throw tooLarge(folder);
        }
      }
    }
  }

  private static String sha256(Path zip) throws IOException {
    try (InputStream file = Files.newInputStream(zip);
        DigestInputStream in = new DigestInputStream(file, MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
