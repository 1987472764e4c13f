package io.tenfold.local.folder;

import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/** What tells a file's content from others': its size, its time, and which file it is. */
final class EntityTag {
  private EntityTag() {}

  /** Returns it as S3 has entity tags, in quotes. */
  static String of(BasicFileAttributes attributes) {
    Instant modified = attributes.lastModifiedTime().toInstant();
    // The file's identity (its inode) as well: every upload is a new file, so that two within the
    // clock's tick and of the same size still differ.
    int identity = attributes.fileKey() == null ? 0 : attributes.fileKey().hashCode();
    return String.format(
        "\"%x-%x%09d-%08x\"",
        attributes.size(), modified.getEpochSecond(), modified.getNano(), identity);
  }
}
