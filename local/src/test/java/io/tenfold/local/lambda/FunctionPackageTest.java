package io.tenfold.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionPackageTest {
  @TempDir Path folder;

  private Path zip(String entry, byte[] content, String permissions) throws Exception {
    Path zip = folder.resolve("function.zip");
    try (FileSystem archive =
        FileSystems.newFileSystem(
            zip, Map.of("create", "true", "enablePosixFileAttributes", "true"))) {
      Path file = archive.getPath(entry);
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
      Files.write(file, content);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
    return zip;
  }

  private FunctionPackage open(Path zip) throws Exception {
    return FunctionPackage.open(zip, folder.resolve("packages"));
  }

  @Test
  void aBootstrapMakesItNativeAndStaysExecutable() throws Exception {
    FunctionPackage code = open(zip("bootstrap", "#!/bin/sh\n".getBytes(), "rwxr-xr-x"));

    assertThat(code.kind()).isEqualTo(FunctionPackage.Kind.NATIVE);
    assertThat(code.taskRoot().resolve("bootstrap")).isExecutable();
  }

  @Test
  void theSameContentIsUnpackedOnce() throws Exception {
    Path zip = zip("bootstrap", "#!/bin/sh\n".getBytes(), "rwxr-xr-x");
    FunctionPackage first = open(zip);
    Files.writeString(first.taskRoot().resolve("marker"), "still the same folder");

    assertThat(open(zip)).isEqualTo(first);
    assertThat(first.taskRoot().resolve("marker")).exists();
    try (var packages = Files.list(folder.resolve("packages"))) {
      assertThat(packages).hasSize(1);
    }
  }

  @Test
  void jarsInLibMakeItAJvmPackage() throws Exception {
    assertThat(open(zip("lib/a.jar", new byte[0], "rw-r--r--")).kind())
        .isEqualTo(FunctionPackage.Kind.JVM);
  }

  @Test
  void aBootstrapThatIsNotExecutableIsRefused() throws Exception {
    Path zip = zip("bootstrap", "#!/bin/sh\n".getBytes(), "rw-r--r--");

    assertThatThrownBy(() -> open(zip))
        .isInstanceOf(FunctionPackageException.class)
        .hasMessageContaining("is not executable")
        .hasMessageContaining("chmod +x");
  }

  @Test
  void aProgramForAnotherProcessorIsRefused() throws Exception {
    Path bootstrap = Files.write(folder.resolve("bootstrap"), elf(0xb7));
    bootstrap.toFile().setExecutable(true);

    assertThatThrownBy(() -> Bootstrap.check(bootstrap, "Linux", "amd64"))
        .hasMessageContaining("is built for aarch64 and this machine is x86_64");
    Bootstrap.check(bootstrap, "Linux", "aarch64");
  }

  @Test
  void aLinuxProgramIsRefusedOnAMac() throws Exception {
    Path bootstrap = Files.write(folder.resolve("bootstrap"), elf(0xb7));

    assertThatThrownBy(() -> Bootstrap.check(bootstrap, "Mac OS X", "aarch64"))
        .hasMessageContaining("is a Linux program and this machine runs Mac OS X");
  }

  @Test
  void aMacProgramIsRefused() throws Exception {
    byte[] head = new byte[64];
    head[0] = (byte) 0xcf;
    head[1] = (byte) 0xfa;
    head[2] = (byte) 0xed;
    head[3] = (byte) 0xfe;
    Path bootstrap = Files.write(folder.resolve("bootstrap"), head);

    assertThatThrownBy(() -> Bootstrap.check(bootstrap, "Linux", "amd64"))
        .hasMessageContaining("is a macOS program");
  }

  @Test
  void aScriptWithoutItsInterpreterIsRefused() throws Exception {
    Path zip = zip("bootstrap", "#!/no/such/shell\n".getBytes(), "rwxr-xr-x");

    assertThatThrownBy(() -> open(zip)).hasMessageContaining("is a script for /no/such/shell");
  }

  @Test
  void anEntryThatWouldLeaveTheFolderIsRefused() throws Exception {
    Path zip = folder.resolve("function.zip");
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.putNextEntry(new ZipEntry("../../escaped"));
      out.write(1);
    }

    assertThatThrownBy(() -> open(zip)).isInstanceOf(FunctionPackageException.class);
    assertThat(folder.resolve("escaped")).doesNotExist();
    assertThat(folder.resolve("../escaped")).doesNotExist();
  }

  @Test
  void aFileThatIsNoZipIsRefused() throws Exception {
    Path zip = Files.writeString(folder.resolve("function.zip"), "not a zip");

    assertThatThrownBy(() -> open(zip))
        .isInstanceOf(FunctionPackageException.class)
        .hasMessageContaining("cannot be unpacked");
  }

  @Test
  void aMissingPackageAndAnEmptyOneSayWhatToDo() throws Exception {
    assertThatThrownBy(() -> open(folder.resolve("none.zip")))
        .isInstanceOf(FunctionPackageException.class)
        .hasMessageContaining("build it first");
    assertThatThrownBy(() -> open(zip("readme.txt", new byte[0], "rw-r--r--")))
        .isInstanceOf(FunctionPackageException.class)
        .hasMessageContaining("neither a bootstrap");
  }

  @Test
  void aFolderAndAZipOfTwoHundredAndFiftyMegabytesAreRefused() throws Exception {
    Path code = Files.createDirectory(folder.resolve("code"));
    Path large = code.resolve("bootstrap");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(262_144_000); // without blocks on the disk
    }
    Path zip = folder.resolve("large.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("bootstrap"));
      Files.copy(large, out);
    }

    for (Path tooLarge : List.of(code, zip)) {
      assertThatThrownBy(() -> open(tooLarge))
          .isInstanceOf(FunctionPackageException.class)
          .hasMessageContaining("Unzipped size must be smaller than 262144000 bytes");
    }
  }

  private static byte[] elf(int machine) {
    byte[] head = new byte[64];
    head[0] = 0x7f;
    head[1] = 'E';
    head[2] = 'L';
    head[3] = 'F';
    head[4] = 2;
    head[5] = 1;
    head[18] = (byte) machine;
    return head;
  }
}
