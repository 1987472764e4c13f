package io.tenfold.local.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * How large a package is once unzipped, against Lambda's limit: counted from what its entries hold,
 * as a header may say anything.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
 *     quotas</a>
 */
public final class UnzippedSize {
  /** A package must be smaller than this: 250 MB. */
  public static final long LIMIT_BYTES = 262_144_000;

  private long bytes;

  /** Counts bytes that were unzipped, and returns whether the package is over the limit. */
  boolean isOverLimitWith(long unzipped) {
    bytes += unzipped;
    return bytes >= LIMIT_BYTES;
  }

  /**
   * Returns whether a zip's entries hold too much; of what is no zip it says no, since that has
   * another fault.
   */
  public static boolean isOverLimit(Path zip) throws IOException {
    UnzippedSize size = new UnzippedSize();
    byte[] block = new byte[64 * 1024];
    try (ZipFile file = new ZipFile(zip.toFile())) {
      for (Enumeration<? extends ZipEntry> all = file.entries(); all.hasMoreElements(); ) {
        try (InputStream in = file.getInputStream(all.nextElement())) {
          for (int n = in.read(block); n >= 0; n = in.read(block)) {
            if (size.isOverLimitWith(n)) {
              return true;
            }
          }
        }
      }
      return false;
    } catch (ZipException e) {
      return false;
    }
  }
}
