package io.tenfold.local.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The {@code bootstrap} at a package's root: a program for Lambda's {@code provided.al2023}.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html">Custom
 *     runtimes</a>
 */
public final class Bootstrap {
  private static final int ELF_MAGIC = 0x7f454c46;
  private static final int MACH_O_64_LITTLE = 0xcffaedfe;
  private static final int MACH_O_FAT = 0xcafebabe;

  private Bootstrap() {}

  /**
   * Checks that a machine of this OS and architecture ({@code os.name} and {@code os.arch}) can run
   * the file.
   *
   * @throws FunctionPackageException if it cannot: says what the file is and what to do
   */
  static void check(Path bootstrap, String osName, String osArch) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(bootstrap)) {
      head = in.readNBytes(256);
    }
    problem(head, osName, osArch)
        .ifPresent(
            problem -> {
              throw new FunctionPackageException(bootstrap + " " + problem);
            });
    if (!Files.isExecutable(bootstrap)) {
      throw new FunctionPackageException(
          bootstrap
              + " is not executable, so Lambda would refuse it too (Runtime.InvalidEntrypoint):"
              + " chmod +x bootstrap and package it again with a zip that keeps permissions");
    }
  }

  private static Optional<String> problem(byte[] head, String osName, String osArch) {
    if (head.length >= 2 && head[0] == '#' && head[1] == '!') {
      return missingInterpreter(head);
    }
    int magic = head.length < 20 ? 0 : intAt(head, 0);
    if (magic == MACH_O_64_LITTLE || magic == MACH_O_FAT) {
      return Optional.of(
          "is a macOS program, which Lambda cannot run: build it for Linux in a container (make"
              + " native)");
    }
    if (magic != ELF_MAGIC) {
      return Optional.of(
          "is neither a Linux program (ELF) nor a script that begins with #!: build it again (make"
              + " native)");
    }
    if (!osName.toLowerCase(Locale.ROOT).contains("linux")) {
      return Optional.of(
          "is a Linux program and this machine runs "
              + osName
              + ": run it on Linux or in a Linux container");
    }
    String built = architecture(head);
    String here = osArch.equals("amd64") ? "x86_64" : osArch;
    return built.equals(here)
        ? Optional.empty()
        : Optional.of(
            "is built for "
                + built
                + " and this machine is "
                + here
                + ": build it on this machine (make native), or run the JVM package");
  }

  private static Optional<String> missingInterpreter(byte[] head) {
    String line = new String(head, StandardCharsets.UTF_8).substring(2).lines().findFirst().get();
    String interpreter = line.strip().split("\\s+")[0];
    return Files.isExecutable(Path.of(interpreter))
        ? Optional.empty()
        : Optional.of("is a script for " + interpreter + ", which this machine does not have");
  }

  private static String architecture(byte[] elf) {
    boolean littleEndian = elf[5] == 1;
    int machine =
        littleEndian
            ? (elf[18] & 0xff) | (elf[19] & 0xff) << 8
            : (elf[19] & 0xff) | (elf[18] & 0xff) << 8;
    return switch (machine) {
      case 0x3e -> "x86_64";
      case 0xb7 -> "aarch64";
      case 0x03 -> "x86 (32 bit)";
      case 0x28 -> "arm (32 bit)";
      default -> "ELF machine " + machine;
    };
  }

  /**
   * Returns whether a program is a GraalVM native image: an ELF with a section named {@code
   * .svm_heap}.
   */
  public static boolean isNativeImage(Path bootstrap) throws IOException {
    try (FileChannel file = FileChannel.open(bootstrap)) {
      ByteBuffer head = read(file, 0, 64);
      if (head.remaining() < 64 || head.getInt(0) != ELF_MAGIC || head.get(4) != 2) {
        return false;
      }
      head.order(head.get(5) == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      long sections = head.getLong(40);
      int sectionBytes = head.getShort(58) & 0xffff;
      int namesSection = head.getShort(62) & 0xffff;
      ByteBuffer section = read(file, sections + (long) sectionBytes * namesSection, sectionBytes);
      if (section.remaining() < 40) {
        return false;
      }
      section.order(head.order());
      int namesBytes = (int) Math.min(section.getLong(32), 64 * 1024);
      ByteBuffer names = read(file, section.getLong(24), namesBytes);
      return StandardCharsets.ISO_8859_1.decode(names).toString().contains("\0.svm_heap\0");
    }
  }

  private static ByteBuffer read(FileChannel file, long at, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    if (at >= 0) {
      while (bytes.hasRemaining() && file.read(bytes, at + bytes.position()) >= 0) {}
    }
    return bytes.flip();
  }

  private static int intAt(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }
}
