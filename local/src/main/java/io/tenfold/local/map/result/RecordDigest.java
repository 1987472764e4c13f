package io.tenfold.local.map.result;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.JsonBuffer;
import io.tenfold.local.json.JsonText;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.map.read.RecordAtHand;
import java.io.IOException;

/**
 * A sum over records with their indexes, whatever their order: two of them of one key are equal if,
 * and but for a chance of 2<sup>-128</sup> only if, the same records stood under the same indexes
 * equally often. That holds whatever the records are, for the key is a new one for each comparison,
 * and nobody knows it. It takes no memory per record.
 */
final class RecordDigest {
  private static final String RECORD = "record";

  private final SipHash hash;
  private final JsonBuffer text = new JsonBuffer(512);
  private long high;
  private long low;
  private long records;

  /** Makes one of no records, with a key of its own. */
  RecordDigest() {
    this(SipHash.ofRandomKey());
  }

  private RecordDigest(SipHash hash) {
    this.hash = hash;
  }

  /** Returns one of no records that this one can be compared with. */
  RecordDigest another() {
    return new RecordDigest(hash.another());
  }

  /** Returns a number that tells a record under its index from others, for finding differences. */
  int fingerprint(long index, Object record) {
    write(record);
    hash(index);
    return (int) hash.low();
  }

  void add(long index, Object record) {
    write(record);
    addHash(index);
  }

  /** Adds a record without making it, as the next method does. */
  void add(long index, RecordAtHand record) throws IOException {
    text.cut(0);
    record.copyTo(text);
    addHash(index);
  }

  /**
   * Adds the record of a child's input, {@code {"index", "record"}}, without making it: a million
   * trees take most of the time. Where a name comes twice in one it is taken for another.
   */
  void addRecordOf(JsonText input, long index) {
    if (!copy(input)) {
      write(null);
    }
    addHash(index);
  }

  private boolean copy(JsonText input) {
    text.cut(0);
    int record = RecordIndex.recordIn(input);
    if (record >= 0 && text.copyWritten(input, record)) {
      return true;
    }
    try (JsonParser parser = Json.parser(input.toString())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals(RECORD);
        parser.nextToken();
        if (found) {
          Json.copyValue(parser, text);
          return true;
        }
        parser.skipChildren();
      }
      return false;
    } catch (IOException | MalformedJson e) {
      return false;
    }
  }

  private void write(Object record) {
    text.cut(0);
    text.value(record);
  }

  private void addHash(long index) {
    hash(index);
    low += hash.low();
    high += hash.high();
    records++;
  }

  /** Hashes an index and the record that is written. */
  private void hash(long index) {
    text.handTo((bytes, length) -> hash.hash(index, bytes, length));
  }

  boolean sameAs(RecordDigest other) {
    return high == other.high && low == other.low && records == other.records;
  }
}
