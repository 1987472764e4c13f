package io.tenfold.local.folder;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;

/**
 * A file that appears whole or not at all, also after a loss of power, and that takes the place of
 * nothing but a plain file: no device, pipe or folder, and no symbolic link, wherever it leads.
 */
public final class PlainFile {
  private static final int BUFFER = 256 * 1024;

  /** Writes what a file is to hold. */
  @FunctionalInterface
  public interface Content<T> {
    /** Writes it all, and returns what there is to say of it; need not close the stream. */
    T writeTo(OutputStream out) throws IOException;
  }

  private final Path path;
  private final Path folder;

  /** Takes where the file is to be; nothing is looked at yet. */
  public PlainFile(Path path) {
    this.path = path;
    this.folder = path.toAbsolutePath().getParent();
  }

  /**
   * Checks that the file can be there.
   *
   * @throws FileSystemException if something else is, or there is no folder for it, with a sentence
   *     for people as its reason
   */
  public void check() throws IOException {
    if (folder == null || path.getFileName().toString().isEmpty()) {
      throw refused("it is a folder");
    }
    if (!Files.isDirectory(folder)) {
      throw refused("there is no folder " + folder);
    }
    BasicFileAttributes there;
    try {
      there = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return;
    }
    if (there.isSymbolicLink()) {
      throw refused("it is a symbolic link, which is not followed; name the file itself");
    }
    if (there.isDirectory()) {
      throw refused("it is a folder");
    }
    if (!there.isRegularFile()) {
      throw refused("it is a device or a pipe, not a plain file");
    }
  }

  private FileSystemException refused(String reason) {
    return new FileSystemException(path.toString(), null, reason);
  }

  /**
   * Writes the file beside itself under a name that nobody else has, and puts it into its place
   * once it is on the disk.
   *
   * @return what the content says of itself
   * @throws IOException if it can't be written; what was there before still is
   */
  public <T> T write(Content<T> content) throws IOException {
    check();
    Path unfinished = folder.resolve(".tenfold-" + UUID.randomUUID() + ".part");
    try {
      T said;
      try (FileChannel channel =
          FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        said = content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      // Again, for what others did meanwhile.
      check();
      Files.move(
          unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      keepName();
      return said;
    } finally {
      forget(unfinished);
    }
  }

  /** Writes the file with this content. */
  public void write(byte[] content) throws IOException {
    write(
        out -> {
          out.write(content);
          return null;
        });
  }

  /** A name is the folder's, which is written to the disk by itself. */
  private void keepName() {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Not every file system lets one; the file is whole either way.
    }
  }

  private static void forget(Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      // What is left over is hidden, and no reason to call what was written unwritten.
    }
  }
}
