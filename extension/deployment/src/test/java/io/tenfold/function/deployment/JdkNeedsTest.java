package io.tenfold.function.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Scanner;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.xml.transform.Source;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerConfigurationException;
import javax.xml.transform.TransformerFactory;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

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

  static class OfAScanner {
    Scanner of(InputStream in) {
      return new Scanner(in, "windows-1252");
    }
  }

  static class OfAPrinter {
    PrintWriter of(String file) throws IOException {
      return new PrintWriter(file, "ISO-8859-15");
    }
  }

  static class OfAChannel {
    Reader of(ReadableByteChannel channel) {
      return Channels.newReader(channel, "IBM850");
    }
  }

  static class OfAnAnswer {
    final HttpResponse.BodyHandler<String> body = HttpResponse.BodyHandlers.ofString();
  }

  static class OfLinesOfAnAnswer {
    final HttpResponse.BodyHandler<Stream<String>> body = HttpResponse.BodyHandlers.ofLines();
  }

  record OfJson(Charset charset) {}

  static class OfNone {
    final Charset charset = StandardCharsets.UTF_8;
    final HttpResponse.BodyHandler<String> body = HttpResponse.BodyHandlers.ofString(charset);
    final Scanner words = new Scanner("a b");

    PrintWriter to(String file) throws IOException {
      return new PrintWriter(file);
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

  static class Styling {
    Transformer of(Source stylesheet) throws TransformerConfigurationException {
      return TransformerFactory.newInstance().newTransformer(stylesheet);
    }
  }

  static class Writing {
    Transformer ofXml() throws TransformerConfigurationException {
      return TransformerFactory.newInstance().newTransformer();
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

  @ParameterizedTest
  @ValueSource(
      classes = {
        OfAScanner.class,
        OfAPrinter.class,
        OfAChannel.class,
        OfAnAnswer.class,
        OfLinesOfAnAnswer.class,
        OfJson.class
      })
  void aCharsetMayComeFromWhereverOneIsTaken(Class<?> type) throws IOException {
    assertThat(of(type).whoNamesACharset()).contains(type.getName());
  }

  /** As a compiler of Java 18 and later writes it: where the charset is not there, another is. */
  @Test
  void aCharsetWithOneToFallBackOnIsNoticed() {
    ClassWriter file = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    file.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "a/Falling", null, "java/lang/Object", null);
    MethodVisitor method =
        file.visitMethod(
            Opcodes.ACC_STATIC, "back", "()Ljava/nio/charset/Charset;", null, new String[0]);
    method.visitCode();
    method.visitLdcInsn("windows-1252");
    method.visitInsn(Opcodes.ACONST_NULL);
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "java/nio/charset/Charset",
        "forName",
        "(Ljava/lang/String;Ljava/nio/charset/Charset;)Ljava/nio/charset/Charset;",
        false);
    method.visitInsn(Opcodes.ARETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
    file.visitEnd();

    JdkNeeds needs = new JdkNeeds();
    needs.add(new ClassReader(file.toByteArray()));

    assertThat(needs.whoNamesACharset()).contains("a.Falling");
  }

  @Test
  void aCharsetThatIsGivenAsOneIsThere() throws IOException {
    assertThat(of(OfNone.class).whoNamesACharset()).isEmpty();
  }

  @Test
  void xpathIsNoticed() throws IOException {
    assertThat(of(Transforming.class).xpath()).isTrue();
    assertThat(of(Plain.class).xpath()).isFalse();
  }

  @Test
  void aStylesheetIsNoticed() throws IOException {
    assertThat(of(Styling.class).whoTakesAStylesheet()).contains(Styling.class.getName());
    assertThat(of(Writing.class).whoTakesAStylesheet()).isEmpty();
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
