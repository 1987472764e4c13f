package io.tenfold.local.folder;

import io.tenfold.local.port.GrowingObjects;
import io.tenfold.local.port.ServiceException;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Objects as files: a bucket is a folder below the root, and a key is a path below that.
 *
 * <p>Uploads grow in {@code <root>/.uploads}, where no bucket can be, and are renamed into place;
 * those of processes that are gone are removed. Objects that are to outlive their process grow in
 * {@code <root>/.growing/<bucket>/<key>}. An object's bytes are on the disk before its name is: a
 * loss of power leaves it whole or not there. Unlike in S3, a key can't be another key's folder,
 * and no part of a key can be empty, {@code .} or {@code ..}.
 */
public final class FolderObjectStore implements GrowingObjects {
  private static final String NO_SUCH_BUCKET = "S3.NoSuchBucketException";
  private static final String NO_SUCH_KEY = "S3.NoSuchKeyException";
  private static final String REFUSED = "S3.S3Exception";

  /** S3: a key is at most 1,024 bytes of UTF-8. */
  private static final int LONGEST_KEY = 1_024;

  /** What Linux and macOS take as a file's name, in bytes. */
  private static final int LONGEST_PART = 255;

  /** What the name of the file ends in by whose lock an unfinished object is held. */
  private static final String LOCK = ".lock";

  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
  private static final Pattern RESERVED =
      Pattern.compile(
          "(xn--|sthree-|amzn-s3-demo-).*|.*(-s3alias|--ols-s3|\\.mrap|--x-s3|--table-s3)");

  private final Path root;
  private final Path growing;
  private final Uploads uploads;

  /** Takes the folder that holds the buckets, and creates it if it is not there. */
  public FolderObjectStore(Path root) throws IOException {
    this.root = Files.createDirectories(root).toRealPath();
    this.growing = this.root.resolve(".growing");
    this.uploads = new Uploads(this.root.resolve(".uploads"));
    uploads.removeStale();
  }

  /**
   * Creates a bucket, unless it is there.
   *
   * @throws ServiceException {@code S3.S3Exception} for a name that S3's rules do not allow
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">Bucket
   *     naming rules</a>
   */
  public void createBucket(String name) throws IOException {
    if (!validBucket(name)) {
      throw new ServiceException(
          REFUSED,
          "InvalidBucketName: \""
              + name
              + "\"; a bucket's name is 3 to 63 lowercase letters, digits, dots and hyphens");
    }
    Files.createDirectories(root.resolve(name));
  }

  /**
   * Copies a file to an object.
   *
   * @throws ServiceException as {@link #create(String, String)}
   */
  public void put(String bucket, String key, Path file) throws IOException {
    // Not a link: the file stays its owner's, to edit while a batch runs.
    try (InputStream in = Files.newInputStream(file)) {
      Upload upload = create(bucket, key);
      try {
        in.transferTo(upload);
      } catch (IOException | RuntimeException e) {
        upload.abort();
        throw e;
      }
      upload.close();
    }
  }

  @Override
  public ObjectHead head(String bucket, String key) throws IOException {
    BasicFileAttributes attributes = attributes(bucket, key);
    return new ObjectHead(attributes.size(), EntityTag.of(attributes));
  }

  @Override
  public Map<String, Object> properties(String bucket, String key) throws IOException {
    BasicFileAttributes attributes = attributes(bucket, key);
    return Map.of(
        "ETag",
        EntityTag.of(attributes),
        "LastModified",
        attributes.lastModifiedTime().toInstant());
  }

  private BasicFileAttributes attributes(String bucket, String key) throws IOException {
    try {
      return Files.readAttributes(existing(bucket, key), BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      throw noSuchKey(bucket, key);
    }
  }

  @Override
  public InputStream open(String bucket, String key) throws IOException {
    try {
      return Files.newInputStream(existing(bucket, key));
    } catch (NoSuchFileException e) {
      throw noSuchKey(bucket, key);
    }
  }

  /** Lists plain files, not symbolic links, that a key can name. */
  @Override
  public void list(String bucket, String prefix, Listing to) throws IOException {
    Path folder = bucketFolder(bucket);
    new FolderWalk(folder, part -> isPart(part.getFileName().toString())).list(prefix, to);
  }

  @Override
  public Upload create(String bucket, String key) throws IOException {
    return new FileUpload(bucket, key, target(bucket, key), uploads.newFile(), false);
  }

  @Override
  public Upload grow(String bucket, String key) throws IOException {
    Path target = target(bucket, key);
    Path file = growing.resolve(bucket).resolve(key);
    Files.createDirectories(file.getParent());
    return new FileUpload(bucket, key, target, file, true);
  }

  @Override
  public InputStream openGrowing(String bucket, String key) throws IOException {
    try {
      return Files.newInputStream(growingFile(bucket, key));
    } catch (NoSuchFileException e) {
      throw noSuchKey(bucket, key);
    }
  }

  @Override
  public List<String> growing(String bucket, String name) throws IOException {
    Path folder = growing.resolve(bucket);
    if (!validBucket(bucket) || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().equals(name) && Files.isRegularFile(file))
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Override
  public void discard(String bucket, String key) throws IOException {
    Path file = growingFile(bucket, key);
    Files.deleteIfExists(file);
    Files.deleteIfExists(growingFile(bucket, key + LOCK));
    removeEmpty(file.getParent(), growing);
  }

  @Override
  public void delete(String bucket, String key) throws IOException {
    Path file = resolve(bucket, key);
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public Optional<Closeable> hold(String bucket, String key) throws IOException {
    // A file of its own: closing any other descriptor of a locked file would give the lock up.
    Path file = growingFile(bucket, key + LOCK);
    Files.createDirectories(file.getParent());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(channel);
      }
    } catch (OverlappingFileLockException e) {
      // This process holds it.
    }
    channel.close();
    return Optional.empty();
  }

  private Path growingFile(String bucket, String key) throws IOException {
    target(bucket, key); // refuses what is no bucket, or no key
    return growing.resolve(bucket).resolve(key);
  }

  /** Removes a folder and those it is in, as far as they are empty. */
  private static void removeEmpty(Path folder, Path end) throws IOException {
    for (Path each = folder; !each.equals(end); each = each.getParent()) {
      try {
        Files.deleteIfExists(each);
      } catch (DirectoryNotEmptyException e) {
        return;
      }
    }
  }

  private Path target(String bucket, String key) throws IOException {
    Path file = resolve(bucket, key);
    if (file == null) {
      throw new ServiceException(
          REFUSED,
          "The key \"" + key + "\" can't be a file: a part of it is empty, . or .., or too long");
    }
    refuseClash(bucket, key, file);
    return file;
  }

  private Path existing(String bucket, String key) throws IOException {
    Path file = resolve(bucket, key);
    if (file == null || !Files.isRegularFile(file)) {
      throw noSuchKey(bucket, key);
    }
    return file;
  }

  /** Returns the file that a key names, or null for a key that no file can have. */
  private Path resolve(String bucket, String key) throws IOException {
    Path folder = bucketFolder(bucket);
    if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
      throw new ServiceException(REFUSED, "KeyTooLongError: a key has at most 1,024 bytes");
    }
    for (String part : key.split("/", -1)) {
      if (!isPart(part)) {
        return null;
      }
    }
    try {
      Path file = folder.resolve(key);
      refuseEscape(bucket, key, folder, file);
      return file;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private Path bucketFolder(String bucket) {
    Path folder = validBucket(bucket) ? root.resolve(bucket) : null;
    if (folder == null || !Files.isDirectory(folder)) {
      throw new ServiceException(
          NO_SUCH_BUCKET, "There is no bucket \"" + bucket + "\" in " + root);
    }
    return folder;
  }

  private static boolean isPart(String part) {
    return !part.isEmpty()
        && !part.equals(".")
        && !part.equals("..")
        && part.indexOf('\0') < 0
        && part.indexOf('\\') < 0
        && part.getBytes(StandardCharsets.UTF_8).length <= LONGEST_PART;
  }

  /** A symbolic link may point elsewhere in its bucket, but not out of it. */
  private void refuseEscape(String bucket, String key, Path folder, Path file) throws IOException {
    Path deepest = file;
    while (!Files.exists(deepest, LinkOption.NOFOLLOW_LINKS)) {
      deepest = deepest.getParent();
    }
    boolean inside;
    try {
      inside = deepest.toRealPath().startsWith(root.resolve(folder.getFileName()));
    } catch (NoSuchFileException e) {
      // A link to nothing: an upload would replace it, but nothing tells where it leads.
      inside = false;
    }
    if (!inside) {
      throw new ServiceException(
          REFUSED, "s3://" + bucket + "/" + key + " leads out of its bucket by a symbolic link");
    }
  }

  private void refuseClash(String bucket, String key, Path file) {
    if (Files.isDirectory(file)) {
      throw new ServiceException(
          REFUSED, "s3://" + bucket + "/" + key + " is the folder of other objects");
    }
    Path folder = root.resolve(bucket);
    for (Path parent = file.getParent(); !parent.equals(folder); parent = parent.getParent()) {
      if (Files.isRegularFile(parent)) {
        throw new ServiceException(
            REFUSED,
            "s3://"
                + bucket
                + "/"
                + key
                + " can't be below the object "
                + folder.relativize(parent));
      }
    }
  }

  private static boolean validBucket(String name) {
    return BUCKET.matcher(name).matches()
        && !name.contains("..")
        && !ADDRESS.matcher(name).matches()
        && !RESERVED.matcher(name).matches();
  }

  private ServiceException noSuchKey(String bucket, String key) {
    return new ServiceException(
        NO_SUCH_KEY, "There is no object s3://" + bucket + "/" + key + " in " + root);
  }

  /** An upload on its way, in a file of its own until it is closed. */
  private final class FileUpload extends Upload {
    private final String bucket;
    private final String key;
    private final Path target;
    private final Path temporary;
    private final boolean kept;
    // Not a channel: that would be closed when a thread that uses it is interrupted.
    private final FileOutputStream out;
    private boolean ended;

    FileUpload(String bucket, String key, Path target, Path temporary, boolean kept)
        throws IOException {
      this.bucket = bucket;
      this.key = key;
      this.target = target;
      this.temporary = temporary;
      this.kept = kept;
      this.out = new FileOutputStream(temporary.toFile(), kept);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      // A file without a name takes all that is written, and whoever writes learns at its end that
      // nothing is left of it.
      if (kept && Files.notExists(temporary)) {
        throw new FileSystemException(
            temporary.toString(),
            null,
            "it was deleted, or its folder, while it was being written");
      }
      out.write(bytes, offset, length);
    }

    @Override
    public void sync() throws IOException {
      out.getFD().sync();
    }

    @Override
    public void abort() {
      if (!ended) {
        ended = true;
        try {
          out.close();
          if (!kept) {
            Files.deleteIfExists(temporary);
          }
        } catch (IOException e) {
          // A left-over in .uploads shows nowhere, and goes when this process is gone.
        }
      }
    }

    @Override
    public void close() throws IOException {
      if (ended) {
        return;
      }
      try {
        sync();
        out.close();
        // Again, for what others did meanwhile.
        refuseClash(bucket, key, target);
        Files.createDirectories(target.getParent());
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        ended = true;
        syncFolder(target.getParent());
      } finally {
        abort();
      }
    }
  }

  /** Has a folder's names survive a loss of power, where the system lets a program do that. */
  private static void syncFolder(Path folder) {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    } catch (IOException e) {
      // Some file systems, and Windows, refuse; they keep their names as they do.
    }
  }
}
