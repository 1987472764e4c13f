package io.tenfold.bench.coldstart;

import java.util.Locale;

/** An SVG document that is being written: elements in the order in which they are drawn. */
final class Svg {
  private final StringBuilder elements = new StringBuilder();
  private final int width;
  private final int height;
  private final String title;
  private final String style;

  /**
   * Takes the size in pixels, what the picture shows in a sentence, and its style sheet, which is
   * written as it is.
   */
  Svg(int width, int height, String title, String style) {
    this.width = width;
    this.height = height;
    this.title = title;
    this.style = style;
  }

  /** Adds a rectangle of a style class, with slightly round corners. */
  Svg rectangle(String type, double x, double y, double wide, double high) {
    elements.append(
        String.format(
            Locale.ROOT,
            "  <rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\""
                + " rx=\"2\"/>%n",
            escaped(type),
            x,
            y,
            wide,
            high));
    return this;
  }

  /** Adds a line of a style class. */
  Svg line(String type, double x1, double y1, double x2, double y2) {
    elements.append(
        String.format(
            Locale.ROOT,
            "  <line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
            escaped(type),
            x1,
            y1,
            x2,
            y2));
    return this;
  }

  /** Adds text of a style class, whose base line is at y. */
  Svg text(String type, double x, double y, String text) {
    elements.append(
        String.format(
            Locale.ROOT,
            "  <text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n",
            escaped(type),
            x,
            y,
            escaped(text)));
    return this;
  }

  /** Returns text as it may stand in XML, in an element or an attribute. */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            character -> {
              switch (character) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(isAllowed(character) ? character : '\uFFFD');
              }
            });
    return safe.toString();
  }

  /**
   * Returns whether XML 1.0 can hold a character at all.
   *
   * @see <a href="https://www.w3.org/TR/xml/#charsets">Characters</a>
   */
  private static boolean isAllowed(int character) {
    return character == '\t'
        || character == '\n'
        || character == '\r'
        || character >= 0x20 && character <= 0xD7FF
        || character >= 0xE000 && character <= 0xFFFD
        || character >= 0x10000;
  }

  /** Returns the document. */
  @Override
  public String toString() {
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" role=\"img\">%n",
            width,
            height,
            width,
            height)
        + "  <title>"
        + escaped(title)
        + "</title>\n  <style>\n"
        + style
        + "  </style>\n"
        + elements
        + "</svg>\n";
  }
}
