package io.tenfold.local.map.result;

import io.tenfold.local.json.Json;
import io.tenfold.local.map.read.Dataset;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A sum over records with their indexes, whatever their order: two of them are equal if, and but
 * for a chance of 2<sup>-128</sup> only if, the same records stood under the same indexes equally
 * often. It takes no memory per record.
 */
final class RecordDigest {
  private final MessageDigest sha256;
  private long high;
  private long low;
  private long records;

  RecordDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }

  /** Sums up a dataset, the file of a retry or another. */
  static RecordDigest of(Dataset dataset, boolean retry) throws IOException {
    RecordDigest digest = new RecordDigest();
    FileRecord.forEach(dataset, retry, record -> digest.add(record.index(), record.record()));
    return digest;
  }

  /** Returns a number that tells a record under its index from others, for finding differences. */
  int fingerprint(long index, Object record) {
    return hash(index, record).getInt();
  }

  void add(long index, Object record) {
    ByteBuffer hash = hash(index, record);
    low += hash.getLong();
    high += hash.getLong();
    records++;
  }

  private ByteBuffer hash(long index, Object record) {
    sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(index).flip());
    return ByteBuffer.wrap(sha256.digest(Json.writeBytes(record)));
  }

  boolean sameAs(RecordDigest other) {
    return high == other.high && low == other.low && records == other.records;
  }
}
