package io.tenfold.e2e.jdk;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.net.IDN;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.text.ChoiceFormat;
import java.text.Collator;
import java.text.MessageFormat;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts: their order, their bytes, their forms and what is found in them. */
final class Texts {
  private static final String UMLAUTS = "\u00c4pfel \u00d6l \u00fcber \u00df \u20ac";

  private Texts() {}

  static Map<String, Operation> operations() {
    Map<String, Operation> all = new TreeMap<>();
    all.put("order: German", () -> sorted(Locale.GERMANY));
    all.put("order: Swedish", () -> sorted(Locale.forLanguageTag("sv-SE")));
    all.put("order: Spanish", () -> sorted(Locale.forLanguageTag("es-ES")));
    all.put(
        "order: equal but for accents",
        () -> {
          Collator collator = Collator.getInstance(Locale.GERMANY);
          collator.setStrength(Collator.PRIMARY);
          return "" + collator.compare("Muller", "M\u00fcller");
        });
    for (String name :
        List.of(
            "windows-1252",
            "ISO-8859-15",
            "IBM850",
            "IBM037",
            "Shift_JIS",
            "EUC-JP",
            "GB18030",
            "Big5",
            "KOI8-R",
            "windows-1251",
            "UTF-16",
            "UTF-32LE",
            "UTF-8")) {
      all.put("charset: " + name, () -> bytes(name));
    }
    all.put(
        "charset: by name, read",
        () -> new String(new byte[] {(byte) 0x80, (byte) 0xe4}, "Cp1252"));
    all.put(
        "charset: of a reader",
        () -> {
          byte[] bytes = {(byte) 0xa4, (byte) 0xfc};
          try (InputStreamReader reader =
              new InputStreamReader(new ByteArrayInputStream(bytes), "ISO-8859-15")) {
            return "" + (char) reader.read() + (char) reader.read();
          }
        });
    all.put("charset: unknown", () -> Charset.forName("no-such-charset").name());
    all.put("URL: encoded", () -> URLEncoder.encode(UMLAUTS + " &=", StandardCharsets.UTF_8));
    all.put("URL: decoded", () -> URLDecoder.decode("%E4+%80", "windows-1252"));
    all.put("form: NFD", () -> Normalizer.normalize(UMLAUTS, Normalizer.Form.NFD));
    all.put("form: NFKC", () -> Normalizer.normalize("\ufb01 \u2460 \uff21", Normalizer.Form.NFKC));
    all.put(
        "form: without accents",
        () ->
            Normalizer.normalize("\u00c5ngstr\u00f6m", Normalizer.Form.NFD)
                .replaceAll("\\p{M}", ""));
    all.put(
        "case: Turkish",
        () ->
            "TITLE".toLowerCase(Locale.forLanguageTag("tr"))
                + " "
                + "i".toUpperCase(Locale.forLanguageTag("tr")));
    all.put("case: German", () -> "stra\u00dfe".toUpperCase(Locale.ROOT));
    all.put(
        "regex: groups",
        () -> {
          Matcher matcher =
              Pattern.compile("(?<day>\\d\\d)\\.(?<month>\\d\\d)\\.").matcher("on 24.12.");
          return matcher.find() ? matcher.group("month") + "-" + matcher.group("day") : "none";
        });
    all.put(
        "regex: Unicode",
        () -> "\u00e4\u00d6x1".replaceAll("(?U)\\p{Lu}", "_").replaceAll("\\p{IsAlphabetic}", "a"));
    all.put("regex: look-behind", () -> List.of("a1b22c".split("(?<=\\d)(?=[a-z])")).toString());
    all.put(
        "regex: case of Unicode",
        () ->
            ""
                + Pattern.compile("\u00c4PFEL", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                    .matcher("\u00e4pfel")
                    .matches());
    all.put(
        "character: names",
        () ->
            Character.getName('\u20ac')
                + " "
                + Character.getType('\u20ac')
                + " "
                + Character.UnicodeScript.of('\u0416'));
    all.put(
        "words",
        () -> {
          BreakIterator words = BreakIterator.getWordInstance(Locale.GERMANY);
          words.setText("Das ist, kurz gesagt, gut.");
          List<Integer> ends = new ArrayList<>();
          for (int end = words.next(); end != BreakIterator.DONE; end = words.next()) {
            ends.add(end);
          }
          return ends.toString();
        });
    all.put(
        "message: German",
        () ->
            new MessageFormat("{0,number} St\u00fcck, {1,number,percent}", Locale.GERMANY)
                .format(new Object[] {1_234.5, .25}));
    all.put("message: choice", () -> new ChoiceFormat("0#none|1#one|1<many").format(7));
    all.put("country: German", () -> new Locale("", "AT").getDisplayCountry(Locale.GERMANY));
    all.put("language: French", () -> Locale.GERMAN.getDisplayLanguage(Locale.FRANCE));
    all.put("domain", () -> IDN.toASCII("b\u00fccher.example"));
    all.put(
        "lines",
        () ->
            "a\r\nb\nc".lines().map(String::strip).toList()
                + " "
                + "x".repeat(3)
                + " "
                + "\t a".isBlank());
    return all;
  }

  private static String sorted(Locale locale) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "Zebra",
                "\u00c4rger",
                "apfel",
                "Apfel",
                "\u00d6l",
                "Ozean",
                "llama",
                "luz",
                "ch",
                "cz",
                "\u00f1u",
                "nz",
                "\u00e5r"));
    words.sort(Collator.getInstance(locale));
    return words.toString();
  }

  private static String bytes(String charset) {
    return HexFormat.of()
        .formatHex((UMLAUTS + " \u0416 \u65e5\u672c").getBytes(Charset.forName(charset)));
  }
}
