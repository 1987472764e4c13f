package io.tenfold.local.map.result;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * SipHash-2-4 of 128 bits: to who does not know its key its hashes are random numbers, so that
 * nobody can make two records of the same one. For records, which are short, it takes a fourth of
 * what SHA-256 does where that is not an instruction of the processor.
 *
 * @see <a href="https://github.com/veorq/SipHash">SipHash, and its reference code</a>
 */
final class SipHash {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int ROUNDS = 2;

  /** The rounds at the end are four, which is what two words of zeros have. */
  private static final int FINAL_WORDS = 2;

  private final long firstKey;
  private final long secondKey;
  private long low;
  private long high;

  /** Takes the two halves of a key, each in little-endian order. */
  SipHash(long firstKey, long secondKey) {
    this.firstKey = firstKey;
    this.secondKey = secondKey;
  }

  /** Returns one with a key of its own, which nobody knows. */
  static SipHash ofRandomKey() {
    SecureRandom random = new SecureRandom();
    return new SipHash(random.nextLong(), random.nextLong());
  }

  /** Returns another one with the same key. */
  SipHash another() {
    return new SipHash(firstKey, secondKey);
  }

  /** Hashes a number, as eight bytes in little-endian order, and so many bytes after it. */
  void hash(long number, byte[] bytes, int length) {
    long v0 = firstKey ^ 0x736f6d6570736575L;
    long v1 = secondKey ^ 0x646f72616e646f6dL ^ 0xEE;
    long v2 = firstKey ^ 0x6c7967656e657261L;
    long v3 = secondKey ^ 0x7465646279746573L;
    int last = 1 + length / Long.BYTES;
    int firstHalf = last + FINAL_WORDS;
    for (int i = 0; i <= firstHalf + FINAL_WORDS; i++) {
      long word = 0;
      if (i == 0) {
        word = number;
      } else if (i < last) {
        word = (long) WORD.get(bytes, (i - 1) * Long.BYTES);
      } else if (i == last) {
        word = last(bytes, length);
      } else if (i == last + 1) {
        v2 ^= 0xEE;
      } else if (i == firstHalf + 1) {
        low = v0 ^ v1 ^ v2 ^ v3;
        v1 ^= 0xDD;
      }
      v3 ^= word;
      for (int round = 0; round < ROUNDS; round++) {
        v0 += v1;
        v2 += v3;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 = Long.rotateLeft(v0, 32) + v3;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 = Long.rotateLeft(v2, 32);
      }
      v0 ^= word;
    }
    high = v0 ^ v1 ^ v2 ^ v3;
  }

  /** Returns the bytes that fill no word, and above them how many bytes there are in all. */
  private static long last(byte[] bytes, int length) {
    long word = (long) (Long.BYTES + length) << 56;
    for (int i = length & -Long.BYTES; i < length; i++) {
      word |= (bytes[i] & 0xFFL) << Byte.SIZE * i; // a shift goes by its last six bits
    }
    return word;
  }

  /** Returns the first half of the last hash, in little-endian order. */
  long low() {
    return low;
  }

  /** Returns its second half. */
  long high() {
    return high;
  }
}
