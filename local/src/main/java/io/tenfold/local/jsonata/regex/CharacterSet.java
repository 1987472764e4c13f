package io.tenfold.local.jsonata.regex;

import java.util.BitSet;

/** A set of UTF-16 units, such as {@code [^a-z]} names one. */
final class CharacterSet {
  private static final int UNITS = 0x10000;

  private final BitSet units;

  private CharacterSet(BitSet units) {
    this.units = units;
  }

  static CharacterSet empty() {
    return new CharacterSet(new BitSet());
  }

  static CharacterSet digits() {
    return empty().add('0', '9');
  }

  static CharacterSet wordCharacters() {
    return empty().add('0', '9').add('A', 'Z').add('_', '_').add('a', 'z');
  }

  static CharacterSet whiteSpace() {
    return empty()
        .add('\t', '\r')
        .add(' ', ' ')
        .add(0xa0, 0xa0)
        .add(0x1680, 0x1680)
        .add(0x2000, 0x200a)
        .add(0x2028, 0x2029)
        .add(0x202f, 0x202f)
        .add(0x205f, 0x205f)
        .add(0x3000, 0x3000)
        .add(0xfeff, 0xfeff);
  }

  /** Everything but the ends of lines, as the dot has it. */
  static CharacterSet withoutLineEnds() {
    return empty().add('\n', '\n').add('\r', '\r').add(0x2028, 0x2029).complement();
  }

  CharacterSet add(int first, int last) {
    units.set(first, last + 1);
    return this;
  }

  CharacterSet add(CharacterSet other) {
    units.or(other.units);
    return this;
  }

  CharacterSet complement() {
    BitSet others = (BitSet) units.clone();
    others.flip(0, UNITS);
    return new CharacterSet(others);
  }

  /** Returns the set of what each unit is taken for when case does not matter. */
  CharacterSet folded() {
    CharacterSet folded = empty();
    for (int unit = units.nextSetBit(0); unit >= 0; unit = units.nextSetBit(unit + 1)) {
      char f = fold((char) unit);
      folded.add(f, f);
    }
    return folded;
  }

  boolean contains(char unit) {
    return units.get(unit);
  }

  /**
   * Returns what a unit is taken for when case does not matter.
   *
   * @see <a href="https://tc39.es/ecma262/#sec-runtime-semantics-canonicalize-ch">Canonicalize</a>
   */
  static char fold(char unit) {
    if (unit < 128) {
      return unit >= 'a' && unit <= 'z' ? (char) (unit - 32) : unit;
    }
    if (Character.isSurrogate(unit)) {
      return unit;
    }
    String upper = String.valueOf(unit).toUpperCase(java.util.Locale.ROOT);
    return upper.length() != 1 || upper.charAt(0) < 128 ? unit : upper.charAt(0);
  }
}
