package io.tenfold.local.map.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By vectors of the reference code: the key is the bytes from 0 to 15, a message those from 0. */
class SipHashTest {
  private final SipHash hash = new SipHash(0x0706050403020100L, 0x0F0E0D0C0B0A0908L);

  @ParameterizedTest
  @CsvSource({
    "8, 3b62a9ba6258f5610f83e264f31497b4",
    "9, 264499060ad9baabc47f8b02bb6d71ed",
    "15, 5493e99933b0a8117e08ec0f97cfc3d9",
    "16, 6ee2a4ca67b054bbfd3315bf85230577",
    "63, 5150d1772f50834a503e069a973fbd7c"
  })
  void hashesAreThoseOfTheReferenceCode(int length, String expected) {
    byte[] rest = new byte[length]; // and some that are not of the message
    for (int i = 0; i < length; i++) {
      rest[i] = (byte) (Long.BYTES + i);
    }
    hash.hash(0x0706050403020100L, rest, length - Long.BYTES);
    ByteBuffer found = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    found.putLong(hash.low()).putLong(hash.high());
    assertThat(HexFormat.of().formatHex(found.array())).isEqualTo(expected);
  }

  @Test
  void twoRandomKeysDiffer() {
    SipHash one = SipHash.ofRandomKey();
    SipHash other = SipHash.ofRandomKey();
    one.hash(0, new byte[0], 0);
    other.hash(0, new byte[0], 0);
    assertThat(one.low()).isNotEqualTo(other.low());
  }
}
