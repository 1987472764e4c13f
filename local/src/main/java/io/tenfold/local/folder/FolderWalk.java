package io.tenfold.local.folder;

import io.tenfold.local.port.ObjectStore.ListedObject;
import io.tenfold.local.port.ObjectStore.Listing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The files below a folder as a bucket's objects, in the order in which S3 lists keys; a key is a
 * file's path within the folder, with {@code /} as its separator. In memory are the names of one
 * folder and of those that it is in. Symbolic links, devices and pipes are no objects.
 */
public final class FolderWalk {
  private static final String STORAGE_CLASS = "STANDARD";
  private static final String SLASH = "/";

  private final Path root;
  private final Predicate<Path> taken;
  private long links;

  /**
   * Takes the folder, and which of the files and folders in it count; what is below a folder that
   * does not count is not looked at.
   */
  public FolderWalk(Path root, Predicate<Path> taken) {
    this.root = root;
    this.taken = taken;
  }

  /**
   * Lists the files whose keys begin with a prefix.
   *
   * @throws IOException if a folder can't be read, or the listing throws it
   */
  public void list(String prefix, Listing to) throws IOException {
    list(root, "", prefix, to);
  }

  /** Returns how many symbolic links were met so far, none of which was followed. */
  public long links() {
    return links;
  }

  private boolean list(Path folder, String parent, String prefix, Listing to) throws IOException {
    for (String name : names(folder, parent, prefix)) {
      Path path = folder.resolve(name);
      boolean more =
          name.endsWith(SLASH)
              ? list(path, parent + name, prefix, to)
              : file(path, parent + name, to);
      if (!more) {
        return false;
      }
    }
    return true;
  }

  private static boolean file(Path path, String key, Listing to) throws IOException {
    BasicFileAttributes attributes = attributes(path);
    // Gone since its folder was read, or another thing by now.
    return attributes == null
        || !attributes.isRegularFile()
        || to.add(
            new ListedObject(
                key,
                attributes.size(),
                EntityTag.of(attributes),
                attributes.lastModifiedTime().toInstant(),
                STORAGE_CLASS));
  }

  /** Returns a folder's files and, with their slash, folders: S3 has a-b before a/b and a0. */
  private List<String> names(Path folder, String parent, String prefix) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
      for (Path path : found) {
        String name = taken.test(path) ? name(path) : null;
        if (name != null && isBelow(parent + name, prefix)) {
          names.add(name);
        }
      }
    } catch (NoSuchFileException e) {
      // It is gone since it was found, and all that was in it with it.
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    names.sort(
        Comparator.comparing(
            name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));
    return names;
  }

  private String name(Path path) throws IOException {
    BasicFileAttributes attributes = attributes(path);
    if (attributes != null && attributes.isSymbolicLink()) {
      links++;
    }
    return attributes == null || attributes.isSymbolicLink() || attributes.isOther()
        ? null
        : path.getFileName() + (attributes.isDirectory() ? SLASH : "");
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static boolean isBelow(String key, String prefix) {
    return key.startsWith(prefix) || key.endsWith(SLASH) && prefix.startsWith(key);
  }
}
