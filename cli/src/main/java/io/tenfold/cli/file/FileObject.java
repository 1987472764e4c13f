package io.tenfold.cli.file;

import io.tenfold.local.map.read.Dataset;
import io.tenfold.local.map.read.ItemReader;
import io.tenfold.local.map.read.ItemReaderFailed;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.port.ObjectStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** A file as the only object of a store, whatever bucket and key are asked for. */
public final class FileObject implements ObjectStore {
  private static final String BUCKET = "file";

  private final Path file;

  /** Takes the file. */
  public FileObject(Path file) {
    this.file = file;
  }

  /**
   * Reads it once, from its beginning to its end, under its name, which tells whether it is
   * compressed.
   *
   * @throws ItemReaderFailed if it can't be read; {@link #said} has it for people
   */
  public Dataset read(ReaderConfig reader) throws IOException {
    return new ItemReader(this, reader).open(BUCKET, ZstandardStream.bareName(file));
  }

  /** Returns what a reader says of the file, which it takes for an object of S3. */
  public String said(ItemReaderFailed e) {
    return e.getMessage()
        .replace("s3://" + BUCKET + "/" + ZstandardStream.bareName(file), file.toString());
  }

  @Override
  public ObjectHead head(String bucket, String key) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new ObjectHead(
        attributes.size(), attributes.size() + "-" + attributes.lastModifiedTime().toString());
  }

  @Override
  public InputStream open(String bucket, String key) throws IOException {
    return new BufferedInputStream(ZstandardStream.open(file), 256 * 1024);
  }

  /** Not supported: the file is the user's. */
  @Override
  public Upload create(String bucket, String key) {
    throw new UnsupportedOperationException("The file is only read");
  }
}
