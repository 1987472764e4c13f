package io.tenfold.bench.coldstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class SvgTest {
  private static Document parse(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
  }

  @Test
  void aDocumentIsWellFormedWhateverItsTexts() throws Exception {
    String text = "a < b & \"c\" > 'd' ]]> \u0001 ÷ \uD83D\uDE00";
    Document document =
        parse(
            new Svg(10, 20, text, "    .a { fill: red; }\n")
                .rectangle("a", 1, 2, 3.25, 4)
                .line("a", 1, 2, 3, 4)
                .text("a\"b", 1, 2, text)
                .toString());
    assertThat(document.getDocumentElement().getNamespaceURI())
        .isEqualTo("http://www.w3.org/2000/svg");
    assertThat(document.getElementsByTagName("text").item(0).getTextContent())
        .isEqualTo(text.replace('\u0001', '\uFFFD'));
  }

  @Test
  void numbersHavePoints() throws Exception {
    Document document = parse(new Svg(1, 1, "", "").rectangle("a", 1.5, 2, 3, 4).toString());
    assertThat(
            document
                .getElementsByTagName("rect")
                .item(0)
                .getAttributes()
                .getNamedItem("x")
                .getNodeValue())
        .isEqualTo("1.5");
  }

  @Test
  void aChartLeavesOutWhatWasNotMeasured() throws Exception {
    Comparison comparison =
        new Comparison(
            List.of(ComparisonTest.results(CandidateKind.NATIVE, "<own & only>", 5_000_000)));
    byte[] style = "@media (prefers-color-scheme: dark) {}\n".getBytes();
    Document document = parse(new ColdStartChart(comparison, "note", style).svg());
    // The paper, the legend's square, and one bar: nothing was started with its files evicted.
    assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(3);
    assertThat(document.getDocumentElement().getTextContent())
        .contains("<own & only>", "note", "prefers-color-scheme");
  }
}
