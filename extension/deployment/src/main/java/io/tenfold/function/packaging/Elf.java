package io.tenfold.function.packaging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A 64-bit Linux executable, as far as its headers tell where it runs.
 *
 * @param architecture {@code x86_64}, {@code arm64} as Lambda calls them, or the number in the file
 * @param libraries the shared libraries that it loads
 * @param versions the versions of their symbols that it needs, such as {@code GLIBC_2.34}
 */
record Elf(String architecture, List<String> libraries, List<String> versions) {
  private static final int DYNAMIC = 6;
  private static final int VERSIONS_NEEDED = 0x6ffffffe;
  private static final long NEEDED = 1;

  /**
   * Reads a file's headers, as https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html and
   * (for the versions) LSB's symbol versioning lay them out.
   *
   * @throws IOException if it is no such executable
   */
  static Elf read(Path file) throws IOException {
    ByteBuffer elf = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (elf.limit() < 64 || elf.getInt(0) != 0x464c457f || elf.get(4) != 2 || elf.get(5) != 1) {
      throw new IOException(file + " is no 64-bit little-endian ELF file");
    }
    List<String> libraries = new ArrayList<>();
    List<String> versions = new ArrayList<>();
    int sections = (int) elf.getLong(0x28);
    int size = Short.toUnsignedInt(elf.getShort(0x3a));
    int count = Short.toUnsignedInt(elf.getShort(0x3c));
    for (int i = 0; i < count; i++) {
      int header = sections + i * size;
      int type = elf.getInt(header + 4);
      int start = (int) elf.getLong(header + 0x18);
      int strings = (int) elf.getLong(sections + elf.getInt(header + 0x28) * size + 0x18);
      if (type == DYNAMIC) {
        int end = start + (int) elf.getLong(header + 0x20);
        libraries.addAll(libraries(elf, start, end, strings));
      } else if (type == VERSIONS_NEEDED) {
        versions.addAll(versions(elf, start, strings));
      }
    }
    return new Elf(architecture(elf.getShort(0x12)), libraries, versions);
  }

  private static String architecture(short machine) {
    return switch (machine) {
      case 62 -> "x86_64";
      case 183 -> "arm64";
      default -> "ELF machine " + machine;
    };
  }

  private static List<String> libraries(ByteBuffer elf, int start, int end, int strings) {
    List<String> libraries = new ArrayList<>();
    for (int entry = start; entry < end; entry += 16) {
      if (elf.getLong(entry) == NEEDED) {
        libraries.add(string(elf, strings + (int) elf.getLong(entry + 8)));
      }
    }
    return libraries;
  }

  private static List<String> versions(ByteBuffer elf, int start, int strings) {
    List<String> versions = new ArrayList<>();
    int library = start;
    while (true) {
      int version = library + elf.getInt(library + 8);
      int count = Short.toUnsignedInt(elf.getShort(library + 2));
      for (int i = 0; i < count; i++) {
        versions.add(string(elf, strings + elf.getInt(version + 8)));
        version += elf.getInt(version + 12);
      }
      if (elf.getInt(library + 12) == 0) {
        return versions;
      }
      library += elf.getInt(library + 12);
    }
  }

  private static String string(ByteBuffer elf, int start) {
    int end = start;
    while (elf.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - start];
    elf.get(start, bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
