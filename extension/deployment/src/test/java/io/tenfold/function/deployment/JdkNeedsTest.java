package io.tenfold.function.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

/** What is read off a class file of what it asks the JDK for. */
class JdkNeedsTest {
  static class Plain {
    final byte[] bytes = "a".toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    final String english = String.format(Locale.ENGLISH, "%d", bytes.length);
    final Charset latin = Charset.forName("ISO-8859-1");
  }

  static class ByConstant {
    final Supplier<String> german = () -> NumberFormat.getInstance(Locale.GERMANY).format(1);
  }

  static class ByTag {
    final Locale swiss = Locale.forLanguageTag("de-CH");
    final Locale austrian = new Locale("de", "AT");
    final Locale danish = new Locale("da");
  }

  static class ByData {
    Locale of(String tag) {
      return Locale.forLanguageTag(tag);
    }
  }

  record FromJson(Locale locale) {}

  static class OfWindows {
    final Charset charset = Charset.forName("windows-1252");
  }

  static class OfAnyName {
    String of(byte[] bytes, String name) throws UnsupportedEncodingException {
      return new String(bytes, name);
    }
  }

  static class Decoding {
    String of(String text) throws UnsupportedEncodingException {
      return URLDecoder.decode(text, "UTF-8");
    }
  }

  static class Loading {
    final ResourceBundle bundle =
        ResourceBundle.getBundle(
            "a.Messages",
            Locale.ROOT,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    final ServiceLoader<Runnable> services = ServiceLoader.load(Runnable.class);
  }

  static class LoadingWhatItIsTold {
    final Runnable service = load(Runnable.class);

    static <T> T load(Class<T> service) {
      return ServiceLoader.load(service).findFirst().orElseThrow();
    }
  }

  static class Naming {
    final Class<?> service = Runnable.class;
  }

  static class Transforming {
    String of(String expression, Object document) throws XPathExpressionException {
      return XPathFactory.newInstance().newXPath().evaluate(expression, document);
    }
  }

  private static JdkNeeds of(Class<?> type) throws IOException {
    JdkNeeds needs = new JdkNeeds();
    try (var file = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
      needs.add(new ClassReader(file));
    }
    return needs;
  }

  @Test
  void aClassThatNamesNeitherNeedsNothing() throws IOException {
    JdkNeeds needs = of(Plain.class);

    assertThat(needs.anyLocale()).isFalse();
    assertThat(needs.locales()).isEmpty();
    assertThat(needs.whoNamesACharset()).isEmpty();
    assertThat(needs.bundles()).isEmpty();
    assertThat(needs.services()).isEmpty();
  }

  @Test
  void aConstantIsALocaleAndItsLanguage() throws IOException {
    assertThat(of(ByConstant.class).anyLocale()).isTrue();
    assertThat(of(ByConstant.class).locales())
        .containsExactlyInAnyOrder(Locale.GERMANY, Locale.GERMAN);
  }

  @Test
  void aTagThatIsWrittenDownIsALocale() throws IOException {
    assertThat(of(ByTag.class).locales())
        .extracting(Locale::toLanguageTag)
        .containsExactlyInAnyOrder("de", "de-CH", "de-AT", "da");
  }

  @Test
  void ofATagThatComesFromElsewhereItIsKnownThatItMayBeAny() throws IOException {
    assertThat(of(ByData.class).anyLocale()).isTrue();
    assertThat(of(ByData.class).locales()).isEmpty();
    assertThat(of(FromJson.class).anyLocale()).isTrue();
  }

  @Test
  void aCharsetThatIsNotAlwaysThereIsNoticed() throws IOException {
    assertThat(of(OfWindows.class).whoNamesACharset()).contains(OfWindows.class.getName());
    assertThat(of(OfAnyName.class).whoNamesACharset()).contains(OfAnyName.class.getName());
    assertThat(of(Decoding.class).whoNamesACharset()).isEmpty();
  }

  @Test
  void xpathIsNoticed() throws IOException {
    assertThat(of(Transforming.class).xpath()).isTrue();
    assertThat(of(Plain.class).xpath()).isFalse();
  }

  @Test
  void bundlesAndServicesAreKnownByTheirNames() throws IOException {
    assertThat(of(Loading.class).bundles()).contains("a.Messages");
    assertThat(of(Loading.class).services()).containsExactly("java.lang.Runnable");
  }

  @Test
  void aServiceThatItsCallerNamesMayBeAnyClassThatIsNamed() throws IOException {
    assertThat(of(LoadingWhatItIsTold.class).services()).contains("java.lang.Runnable");
    assertThat(of(Naming.class).services()).isEmpty();
  }
}
