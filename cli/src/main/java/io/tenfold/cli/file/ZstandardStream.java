package io.tenfold.cli.file;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Unpacks a file that is compressed with Zstandard. AWS names it for its readers and does not say
 * how they find out, so such a file is unpacked on its way to the bucket.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8878">RFC 8878</a>
 */
final class ZstandardStream extends FilterInputStream {
  private static final String END = ".zst";

  private ZstandardStream(InputStream packed) {
    super(new ZstdInputStream(packed));
  }

  /** Tells whether a file's name says that it is compressed so. */
  static boolean isNamedBy(Path file) {
    return file.toString().endsWith(END);
  }

  /** Returns a file's name without what says that it is compressed so. */
  static String bareName(Path file) {
    String name = file.toString();
    return isNamedBy(file) ? name.substring(0, name.length() - END.length()) : name;
  }

  /** Opens a file's bytes, unpacked where they are compressed so. */
  static InputStream open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    return isNamedBy(file) ? new ZstandardStream(bytes) : bytes;
  }

  /** Opens a file's content, unpacked where its name says that it is compressed, in either way. */
  static InputStream content(Path file) throws IOException {
    InputStream bytes = open(file);
    try {
      return file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      return super.read(target, offset, length);
    } catch (IOException | RuntimeException e) {
      // The library has exceptions of both kinds for it.
      throw new IOException(
          "the Zstandard file is damaged, or was cut off ("
              + e.getMessage()
              + "); compress it again, or drop .zst from its name if it is not compressed",
          e);
    }
  }
}
