package io.tenfold.bench.coldstart;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The candidates' starts as groups of horizontal bars, over a logarithmic axis of milliseconds. */
final class ColdStartChart {
  private static final int WIDTH = 860;
  private static final int MARGIN = 24;
  private static final int LABELS = 240;
  private static final int VALUES = 70;
  private static final int HEAD = 134;
  private static final int BAR = 15;
  private static final int BAR_STEP = 18;
  private static final int GROUP_GAP = 18;
  private static final int FOOT = 52;

  /** What the bars of one colour show. */
  private enum Series {
    CACHED(Figure.NEXT_CACHED, "start, files in the page cache"),
    EVICTED(Figure.NEXT_EVICTED, "start, files read from disk"),
    FIRST(Figure.FIRST_EVICTED_128, "then the first invocation, at 128 MB");

    private final Figure figure;
    private final String legend;

    Series(Figure figure, String legend) {
      this.figure = figure;
      this.legend = legend;
    }

    String type() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Comparison comparison;
  private final String footnote;
  private final String style;
  private final List<Series> series;
  private final double leastPower;
  private final double mostPower;

  /** Takes the results, what they were measured on in a line, and the style sheet. */
  ColdStartChart(Comparison comparison, String footnote, byte[] style) {
    this.comparison = comparison;
    this.footnote = footnote;
    this.style = new String(style, StandardCharsets.UTF_8);
    this.series = Arrays.stream(Series.values()).filter(this::isMeasured).toList();
    double[] values =
        comparison.all().stream()
            .flatMap(results -> series.stream().map(each -> each.figure.of(results)))
            .mapToDouble(Double::doubleValue)
            .filter(value -> value > 0)
            .toArray();
    this.leastPower = Math.floor(Math.log10(Arrays.stream(values).min().orElse(1)));
    this.mostPower =
        Math.max(leastPower + 1, Math.log10(Arrays.stream(values).max().orElse(1_000)));
  }

  private boolean isMeasured(Series each) {
    return comparison.all().stream().anyMatch(results -> each.figure.of(results) > 0);
  }

  /** Returns the chart as an SVG document, which needs nothing else to be shown. */
  String svg() {
    int group = series.size() * BAR_STEP + GROUP_GAP;
    int bottom = HEAD + comparison.all().size() * group;
    Svg svg =
        new Svg(WIDTH, bottom + FOOT, "Cold starts of Tenfold's function and its peers", style);
    svg.rectangle("paper", 0, 0, WIDTH, bottom + FOOT);
    svg.text("title", MARGIN, 34, "Cold start: from exec to the first request for an event");
    svg.text("quiet", MARGIN, 56, "Milliseconds, medians, logarithmic axis: shorter is better");
    legend(svg);
    axis(svg, bottom);
    int y = HEAD + GROUP_GAP / 2;
    for (Results results : comparison.all()) {
      bars(svg, results, y);
      y += group;
    }
    svg.text("quiet", MARGIN, bottom + FOOT - 14, footnote);
    return svg.toString();
  }

  private void legend(Svg svg) {
    double x = MARGIN;
    for (Series each : series) {
      svg.rectangle(each.type(), x, 73, 12, 12);
      svg.text("label", x + 18, 84, each.legend);
      // Letters of this size are about six and a half pixels wide.
      x += 18 + each.legend.length() * 6.6 + 22;
    }
  }

  private void axis(Svg svg, int bottom) {
    for (double power = leastPower; power <= mostPower; power++) {
      double x = at(Math.pow(10, power));
      svg.line("grid", x, HEAD - 6, x, bottom);
      svg.text("tick", x, HEAD - 14, tick(power));
    }
  }

  private void bars(Svg svg, Results results, int top) {
    boolean own = results.candidate().kind() == CandidateKind.NATIVE;
    double middle = top + series.size() * BAR_STEP / 2.0 + 3;
    svg.text(own ? "own" : "name", LABELS - 14, middle, results.candidate().title());
    int y = top;
    for (Series each : series) {
      double value = each.figure.of(results);
      if (value > 0) {
        double end = at(value);
        svg.rectangle(each.type(), LABELS, y, Math.max(end - LABELS, 1), BAR);
        svg.text("value", end + 6, y + BAR - 3, number(value));
      }
      y += BAR_STEP;
    }
  }

  private double at(double value) {
    double share = (Math.log10(value) - leastPower) / (mostPower - leastPower);
    return LABELS + share * (WIDTH - LABELS - VALUES);
  }

  private static String tick(double power) {
    int decimals = Math.max(0, (int) -power);
    return String.format(Locale.ROOT, "%,." + decimals + "f ms", Math.pow(10, power));
  }

  private static String number(double value) {
    String format = value < 1 ? "%.2f" : value < 10 ? "%.1f" : "%,.0f";
    String text = String.format(Locale.ROOT, format, value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
