package io.tenfold.local.folder;

import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Objects as files: a bucket is a folder below the root, and a key is a path below that.
 *
 * <p>Uploads grow in {@code <root>/.uploads}, where no bucket can be, and are renamed into place.
 * Unlike in S3, a key can't be another key's folder, and no part of a key can be empty, {@code .}
 * or {@code ..}.
 */
public final class FolderObjectStore implements ObjectStore {
  private static final String NO_SUCH_BUCKET = "S3.NoSuchBucketException";
  private static final String NO_SUCH_KEY = "S3.NoSuchKeyException";
  private static final String REFUSED = "S3.S3Exception";

  /** S3: a key is at most 1,024 bytes of UTF-8. */
  private static final int LONGEST_KEY = 1_024;

  /** What Linux and macOS take as a file's name, in bytes. */
  private static final int LONGEST_PART = 255;

  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
  private static final Pattern RESERVED =
      Pattern.compile(
          "(xn--|sthree-|amzn-s3-demo-).*|.*(-s3alias|--ols-s3|\\.mrap|--x-s3|--table-s3)");

  private final Path root;
  private final Path uploads;

  /** Takes the folder that holds the buckets, and creates it if it is not there. */
  public FolderObjectStore(Path root) throws IOException {
    this.root = Files.createDirectories(root).toRealPath();
    this.uploads = this.root.resolve(".uploads");
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
    Path file = existing(bucket, key);
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      throw noSuchKey(bucket, key);
    }
    Instant modified = attributes.lastModifiedTime().toInstant();
    // The file's identity (its inode) as well: every upload is a new file, so that two within the
    // clock's tick and of the same size still differ.
    int identity = attributes.fileKey() == null ? 0 : attributes.fileKey().hashCode();
    String eTag =
        String.format(
            "\"%x-%x%09d-%08x\"",
            attributes.size(), modified.getEpochSecond(), modified.getNano(), identity);
    return new ObjectHead(attributes.size(), eTag);
  }

  @Override
  public InputStream open(String bucket, String key) throws IOException {
    try {
      return Files.newInputStream(existing(bucket, key));
    } catch (NoSuchFileException e) {
      throw noSuchKey(bucket, key);
    }
  }

  @Override
  public Upload create(String bucket, String key) throws IOException {
    Path file = resolve(bucket, key);
    if (file == null) {
      throw new ServiceException(
          REFUSED,
          "The key \"" + key + "\" can't be a file: a part of it is empty, . or .., or too long");
    }
    refuseClash(bucket, key, file);
    Files.createDirectories(uploads);
    return new FileUpload(bucket, key, file, uploads.resolve(UUID.randomUUID().toString()));
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
    Path folder = validBucket(bucket) ? root.resolve(bucket) : null;
    if (folder == null || !Files.isDirectory(folder)) {
      throw new ServiceException(
          NO_SUCH_BUCKET, "There is no bucket \"" + bucket + "\" in " + root);
    }
    if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
      throw new ServiceException(REFUSED, "KeyTooLongError: a key has at most 1,024 bytes");
    }
    for (String part : key.split("/", -1)) {
      if (part.isEmpty()
          || part.equals(".")
          || part.equals("..")
          || part.indexOf('\0') >= 0
          || part.indexOf('\\') >= 0
          || part.getBytes(StandardCharsets.UTF_8).length > LONGEST_PART) {
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
    private final OutputStream out;
    private boolean ended;

    FileUpload(String bucket, String key, Path target, Path temporary) throws IOException {
      this.bucket = bucket;
      this.key = key;
      this.target = target;
      this.temporary = temporary;
      this.out = Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void abort() {
      if (!ended) {
        ended = true;
        try {
          out.close();
          Files.deleteIfExists(temporary);
        } catch (IOException e) {
          // A left-over in .uploads shows nowhere.
        }
      }
    }

    @Override
    public void close() throws IOException {
      if (ended) {
        return;
      }
      try {
        out.close();
        // Again, for what others did meanwhile.
        refuseClash(bucket, key, target);
        Files.createDirectories(target.getParent());
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        ended = true;
      } finally {
        abort();
      }
    }
  }
}
