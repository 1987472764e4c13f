package io.tenfold.function.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LambdaRuntimeTest {
  private final LambdaRuntime lambda = new LambdaRuntime("arm64");

  @Test
  void takesWhatAmazonLinux2023Has() {
    assertThat(
            lambda.objectionsTo(
                new Elf(
                    "arm64",
                    List.of("libz.so.1", "libc.so.6"),
                    List.of("GLIBC_2.9", "GLIBC_2.34"))))
        .isEmpty();
  }

  @Test
  void refusesANewerGlibc() {
    assertThat(
            lambda.objectionsTo(
                new Elf("arm64", List.of("libc.so.6"), List.of("GLIBC_2.17", "GLIBC_2.38"))))
        .containsExactly("it needs glibc 2.38, and provided.al2023 has 2.34");
  }

  @Test
  void refusesTheOtherArchitecture() {
    assertThat(lambda.objectionsTo(new Elf("x86_64", List.of(), List.of())))
        .containsExactly("it is for x86_64, not for arm64");
  }

  @Test
  void refusesLibrariesOfTheMachineItWasBuiltOn() {
    assertThat(lambda.objectionsTo(new Elf("arm64", List.of("libjvm.so"), List.of())))
        .singleElement()
        .asString()
        .startsWith("it needs libjvm.so of the machine it was built on");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX)
  void readsTheExecutableThatRunsThisTest() throws IOException {
    Elf elf = Elf.read(Path.of(ProcessHandle.current().info().command().orElseThrow()));

    assertThat(elf.architecture()).isIn("x86_64", "arm64");
    assertThat(elf.libraries()).contains("libc.so.6");
    assertThat(LambdaRuntime.glibcOf(elf).major()).isEqualTo(2);
  }

  @Test
  void saysWhenAFileIsNoExecutable(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("bootstrap"), "#!/bin/sh\n".repeat(10));

    assertThatThrownBy(() -> Elf.read(file)).isInstanceOf(IOException.class);
  }
}
