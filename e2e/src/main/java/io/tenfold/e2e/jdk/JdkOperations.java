package io.tenfold.e2e.jdk;

import java.util.LinkedHashMap;
import java.util.Map;

/** All the operations, and what each comes to where this runs. */
public final class JdkOperations {
  private final Map<String, Operation> operations = new LinkedHashMap<>();

  /** Collects them. */
  public JdkOperations() {
    operations.putAll(Numbers.operations());
    operations.putAll(Dates.operations());
    operations.putAll(Texts.operations());
    operations.putAll(Formats.operations());
    operations.putAll(Programs.operations());
  }

  /** Returns a line for each, its name and what it came to, an exception too. */
  public String results() {
    StringBuilder lines = new StringBuilder();
    operations.forEach((name, operation) -> lines.append(name).append(" = ").append(of(operation)));
    return lines.toString();
  }

  private static String of(Operation operation) {
    String result;
    try {
      result = operation.result();
    } catch (Exception | LinkageError e) {
      result = "threw " + e;
    }
    // One line each, and white space that can be told apart.
    StringBuilder line = new StringBuilder();
    String.valueOf(result)
        .codePoints()
        .forEach(
            c -> {
              if (c == ' ' || Character.isLetterOrDigit(c) || c > ' ' && c < 127) {
                line.appendCodePoint(c);
              } else {
                line.append("\\u").append(Integer.toHexString(c)).append(';');
              }
            });
    return line.append('\n').toString();
  }
}
