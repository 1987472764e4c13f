package io.tenfold.local.map.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses gzip of one or many members.
 *
 * <p>Not {@link java.util.zip.GZIPInputStream}: that one ends quietly at a second member whose
 * header is damaged, or when the source says that nothing is {@code available()}, and records would
 * be lost without an error.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
final class GzipStream extends InputStream {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final InputStream source;
  private final byte[] buffer = new byte[64 * 1024];
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private int position;
  private int limit;
  private boolean inMember;
  private boolean begun;
  private int member;
  private long unpacked;
  // What is being read, for a file that ends within it.
  private String within = "its header";
  private boolean ended;

  GzipStream(InputStream source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      if (!inMember && !startMember()) {
        ended = true;
        break;
      }
      int count = inflate(target, offset, length);
      if (count > 0) {
        crc.update(target, offset, count);
        unpacked += count;
        return count;
      }
      endMember();
    }
    return -1;
  }

  /** Returns how many bytes were inflated; 0 at the member's end. */
  private int inflate(byte[] target, int offset, int length) throws IOException {
    try {
      while (true) {
        int count = inflater.inflate(target, offset, length);
        if (count > 0) {
          return count;
        }
        if (inflater.finished()) {
          return 0;
        }
        if (inflater.needsDictionary()) {
          throw damaged("it asks for a preset dictionary");
        }
        if (!fill()) {
          throw truncated();
        }
        inflater.setInput(buffer, position, limit - position);
        position = limit;
      }
    } catch (DataFormatException e) {
      throw damaged(e.getMessage() == null ? "its blocks are invalid" : e.getMessage());
    }
  }

  private boolean startMember() throws IOException {
    if (position == limit && !fill()) {
      if (!begun) {
        throw new UnreadableText("the file is empty, not even a gzip header is there");
      }
      return false;
    }
    member++;
    within = "its header";
    if (next() != 0x1F || next() != 0x8B || next() != 8) {
      throw damaged(
          begun
              ? "something other than gzip follows the compressed data"
              : "it does not begin like gzip; if it is not compressed, drop .gz from its name");
    }
    int flags = next();
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
    inflater.reset();
    inflater.setInput(buffer, position, limit - position);
    position = limit;
    crc.reset();
    begun = true;
    within = "its compressed data";
    inMember = true;
    return true;
  }

  private void endMember() throws IOException {
    position = limit - inflater.getRemaining();
    within = "the checksum and length that are its last 8 bytes";
    long expectedCrc = nextInt();
    long expectedSize = nextInt();
    if (expectedCrc != crc.getValue()
        || expectedSize != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
      throw damaged("its checksum does not fit its contents");
    }
    inMember = false;
  }

  private long nextInt() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private void skipText() throws IOException {
    while (next() != 0) {}
  }

  private int next() throws IOException {
    if (position == limit && !fill()) {
      throw truncated();
    }
    return buffer[position++] & 0xFF;
  }

  private boolean fill() throws IOException {
    int count;
    try {
      count = source.read(buffer, 0, buffer.length);
    } catch (EOFException e) {
      throw truncated();
    }
    position = 0;
    limit = Math.max(count, 0);
    return count > 0;
  }

  private UnreadableText truncated() {
    return new UnreadableText(
        "the gzip file ends too early, within "
            + within
            + (member > 1 ? " (its part " + member + ")" : "")
            + ", after "
            + unpacked
            + " unpacked bytes; it was cut off, so compress and upload it again");
  }

  private static UnreadableText damaged(String how) {
    return new UnreadableText("the gzip file is damaged: " + how);
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    source.close();
  }
}
