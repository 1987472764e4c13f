package io.tenfold.local.map.run;

import java.util.HexFormat;
import java.util.UUID;

/**
 * The names of a Map Run's children: UUIDs of version 8, which are the run's but for their last
 * twelve digits: the position of the child's item in the dataset, from 0. So a child has its name
 * again when its run is resumed, and nothing but its name is needed to tell which item it ran.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8">UUID version 8</a>
 */
public final class ChildNames {
  private static final int POSITION_DIGITS = 12;
  private static final int LENGTH = 36;
  private static final int VERSION_AT = 14;

  private final String prefix;

  ChildNames(UUID run) {
    long most = run.getMostSignificantBits() & ~0xF000L | 0x8000L;
    String text = new UUID(most, run.getLeastSignificantBits()).toString();
    this.prefix = text.substring(0, LENGTH - POSITION_DIGITS);
  }

  /** Returns the name of the child that runs the item at a position. */
  String of(long position) {
    return prefix + HexFormat.of().toHexDigits(position, POSITION_DIGITS);
  }

  /** Returns the position that a child's name tells, or -1 if it is another kind of name. */
  public static long position(String name) {
    if (name.length() != LENGTH || name.charAt(VERSION_AT) != '8') {
      return -1;
    }
    try {
      return HexFormat.fromHexDigitsToLong(name, LENGTH - POSITION_DIGITS, LENGTH);
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }
}
