package io.tenfold.local.asl.execution;

import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.LateObject;
import io.tenfold.local.json.WrittenObject;
import java.util.Map;

/**
 * The limit on what passes between states: 262,144 bytes of JSON in UTF-8.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html">Step
 *     Functions service quotas</a>
 */
public final class PayloadLimit {
  /** The largest payload, in bytes of UTF-8. */
  public static final int BYTES = 256 * 1024;

  /** An escape with four digits. */
  private static final long LONGEST_CHARACTER = 6;

  private static final int LONGEST_INTEGER = 11;
  private static final int LONGEST_DOUBLE = 30;

  private PayloadLimit() {}

  /**
   * Passes a payload on.
   *
   * @param what names the payload in the error's cause, for example {@code The state/task 'Tally'
   *     returned a result}
   * @throws StateError {@code States.DataLimitExceeded} if the payload is over the limit
   */
  public static <T> T check(T payload, String what) {
    if (most(payload) <= BYTES) {
      return payload;
    }
    long size = size(payload);
    if (size > BYTES) {
      throw exceeded(what, size);
    }
    return payload;
  }

  /** Tells whether a payload is over the limit. */
  public static boolean exceeds(Object payload) {
    return most(payload) > BYTES && size(payload) > BYTES;
  }

  /**
   * Returns what a value takes at most, without a look at its characters: a payload passes many
   * states, and few come near the limit.
   */
  static long most(Object value) {
    if (value instanceof String text) {
      return 2 + LONGEST_CHARACTER * text.length();
    }
    if (value instanceof WrittenObject written) {
      return written.length();
    }
    if (value instanceof LateObject late) {
      return late.most();
    }
    if (value instanceof Map<?, ?> object) {
      long most = 2;
      for (Map.Entry<?, ?> member : object.entrySet()) {
        most += 4 + LONGEST_CHARACTER * String.valueOf(member.getKey()).length();
        most += most(member.getValue());
      }
      return most;
    }
    if (value instanceof Iterable<?> array) {
      long most = 2;
      for (Object element : array) {
        most += 1 + most(element);
      }
      return most;
    }
    return value == null || value instanceof Boolean || value instanceof Integer
        ? LONGEST_INTEGER
        : value instanceof Double ? LONGEST_DOUBLE : size(value);
  }

  /** Returns the error of a payload of that many bytes. */
  public static StateError exceeded(String what, long size) {
    return exceeded(what, size, BYTES);
  }

  /** As {@link #exceeded(String, long)}, where fewer bytes are allowed than Step Functions does. */
  public static StateError exceeded(String what, long size, int most) {
    return new StateError(
        ErrorNames.DATA_LIMIT_EXCEEDED,
        what
            + " with a size exceeding the maximum number of bytes service limit: "
            + size
            + " bytes, where "
            + most
            + " are allowed. Keep large data in S3 and pass its key.");
  }

  /** Returns the size of a value as compact JSON, in bytes of UTF-8, without writing it. */
  static long size(Object value) {
    if (value instanceof String text) {
      return 2 + stringSize(text);
    }
    if (value instanceof WrittenObject written) {
      return written.length();
    }
    if (value instanceof Map<?, ?> object) {
      long size = 1 + Math.max(1, object.size());
      for (Map.Entry<?, ?> member : object.entrySet()) {
        size += 3 + stringSize(String.valueOf(member.getKey())) + size(member.getValue());
      }
      return size;
    }
    if (value instanceof Iterable<?> array) {
      long size = 1;
      for (Object element : array) {
        size += 1 + size(element);
      }
      return Math.max(2, size);
    }
    if (value instanceof Integer || value instanceof Long) {
      return digits(((Number) value).longValue());
    }
    return value instanceof Number number
        ? Json.length(number) // a double's digits are the writer's affair
        : String.valueOf(value).length();
  }

  private static int digits(long number) {
    if (number == Long.MIN_VALUE) {
      return 20;
    }
    int digits = number < 0 ? 2 : 1;
    for (long rest = Math.abs(number); rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }

  private static long stringSize(String text) {
    long size = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20) {
        size += c == '\n' || c == '\r' || c == '\t' || c == '\b' || c == '\f' ? 2 : 6;
      } else if (c == '"' || c == '\\') {
        size += 2;
      } else if (c < 0x80) {
        size += 1;
      } else if (c < 0x800) {
        size += 2;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        size += 4;
        i++;
      } else if (Character.isSurrogate(c)) {
        return Json.writeBytes(text).length - 2L; // half of a pair can only be escaped
      } else {
        size += 3;
      }
    }
    return size;
  }
}
