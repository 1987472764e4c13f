package io.tenfold.bench.coldstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.bench.BenchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentPackageTest {
  @TempDir private Path folder;

  @Test
  void aFolderIsUnpackedAsItWas() throws IOException {
    Path source = Files.createDirectories(folder.resolve("source"));
    Files.writeString(source.resolve("bootstrap"), "#!/bin/sh");
    Files.writeString(Files.createDirectories(source.resolve("lib")).resolve("a.jar"), "jar");
    DeploymentPackage zip = DeploymentPackage.of(source, folder.resolve("function.zip"));
    Path target = Files.createDirectories(folder.resolve("target"));
    zip.unpack(target);
    assertThat(target.resolve("lib/a.jar")).hasContent("jar");
    assertThat(target.resolve("bootstrap")).isExecutable();
    assertThat(DeploymentPackage.bytes(target)).isEqualTo(12);
  }

  @Test
  void anEntryOutsideIsRefused() throws IOException {
    Path zip = folder.resolve("bad.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("../outside"));
    }
    Path target = Files.createDirectories(folder.resolve("target"));
    assertThatThrownBy(() -> new DeploymentPackage(zip).unpack(target))
        .isInstanceOf(BenchFailure.class);
  }
}
