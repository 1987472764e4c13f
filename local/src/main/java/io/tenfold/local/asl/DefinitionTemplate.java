package io.tenfold.local.asl;

import io.tenfold.local.asl.error.DefinitionException;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A definition with <code>${…}</code> placeholders, which Terraform's {@code templatefile} fills in
 * on AWS.
 */
public record DefinitionTemplate(String text) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  /**
   * Returns the definition with every placeholder replaced.
   *
   * @throws DefinitionException if a placeholder has no value
   */
  public String fill(Map<String, String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            match -> {
              String value = values.get(match.group(1));
              if (value == null) {
                throw new DefinitionException(
                    "",
                    "the definition has a placeholder "
                        + match.group()
                        + " that is given no value; given are "
                        + new TreeSet<>(values.keySet()));
              }
              return Matcher.quoteReplacement(value);
            });
  }
}
