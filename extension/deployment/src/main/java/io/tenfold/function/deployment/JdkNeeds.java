package io.tenfold.function.deployment;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IllformedLocaleException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What class files ask the JDK for that a native function has only if it is told: locales,
 * charsets, resource bundles and services. Read off the calls, and what stands before them.
 */
final class JdkNeeds {
  private static final String LOCALE = "java/util/Locale";
  private static final String STRING = "Ljava/lang/String;";
  private static final String CHARSET = "java/nio/charset/Charset";

  /** Those that are in every native function. */
  private static final Set<String> BASIC_CHARSETS =
      Set.of(
          "UTF-8",
          "UTF8",
          "US-ASCII",
          "ASCII",
          "ISO-8859-1",
          "ISO8859_1",
          "LATIN1",
          "UTF-16",
          "UTF-16BE",
          "UTF-16LE",
          "UTF-32",
          "UTF-32BE",
          "UTF-32LE");

  /** Methods whose last text is a charset's name. */
  private static final Map<String, Set<String>> BY_CHARSET_NAME =
      Map.of(
          CHARSET,
          Set.of("isSupported"),
          "java/io/InputStreamReader",
          Set.of("<init>"),
          "java/io/OutputStreamWriter",
          Set.of("<init>"),
          "java/net/URLDecoder",
          Set.of("decode"),
          "java/net/URLEncoder",
          Set.of("encode"),
          "java/io/ByteArrayOutputStream",
          Set.of("toString"),
          "java/io/PrintStream",
          Set.of("<init>"),
          "java/io/PrintWriter",
          Set.of("<init>"),
          "java/util/Scanner",
          Set.of("<init>"),
          "java/nio/channels/Channels",
          Set.of("newReader", "newWriter"));

  /** Those whose only text may be something else: a name of a file, or what is to be read. */
  private static final Set<String> WITH_ANOTHER_TEXT =
      Set.of(
          "java/net/URLDecoder",
          "java/net/URLEncoder",
          "java/io/PrintStream",
          "java/io/PrintWriter",
          "java/util/Scanner");

  /** Of an answer in a charset that is not there, these would make UTF-8, and say nothing. */
  private static final String BODY_HANDLERS = "java/net/http/HttpResponse$BodyHandlers";

  private static final Set<String> BY_THE_ANSWERS_CHARSET =
      Set.of(
          "()Ljava/net/http/HttpResponse$BodyHandler;",
          "(Ljava/util/concurrent/Flow$Subscriber;)Ljava/net/http/HttpResponse$BodyHandler;");

  private static final Set<String> OF_BYTES =
      Set.of("([BLjava/lang/String;)V", "([BIILjava/lang/String;)V", "(Ljava/lang/String;)[B");

  private final Set<Locale> locales = new LinkedHashSet<>();
  private final Set<String> bundles = new TreeSet<>();
  private final Set<String> services = new TreeSet<>();
  private final Set<String> namedClasses = new TreeSet<>();
  private boolean anyLocale;
  private boolean anyService;
  private boolean xpath;
  private String whoNamesACharset;
  private String whoTakesAStylesheet;

  /** Adds those of a class file. */
  void add(ClassReader file) {
    file.accept(new Calls(file.getClassName()), ClassReader.SKIP_FRAMES);
  }

  /** Returns the locales that are named, and those that these fall back on. */
  Set<Locale> locales() {
    Set<Locale> all = new LinkedHashSet<>();
    ResourceBundle.Control control =
        ResourceBundle.Control.getControl(ResourceBundle.Control.FORMAT_DEFAULT);
    for (Locale locale : locales) {
      all.addAll(control.getCandidateLocales("", locale));
    }
    all.remove(Locale.ROOT);
    return all;
  }

  /** Tells whether a locale may be asked for that is not English. */
  boolean anyLocale() {
    return anyLocale;
  }

  /** Returns a class that asks for a charset by a name that is not one of the basic ones'. */
  Optional<String> whoNamesACharset() {
    return Optional.ofNullable(whoNamesACharset);
  }

  /** Tells whether XPath is asked for, by itself or in a transformation. */
  boolean xpath() {
    return xpath;
  }

  /** Returns a class that transforms by a stylesheet. */
  Optional<String> whoTakesAStylesheet() {
    return Optional.ofNullable(whoTakesAStylesheet);
  }

  /** Returns the names of resource bundles. */
  Set<String> bundles() {
    return bundles;
  }

  /**
   * Returns the names of the services that are loaded; where one is loaded that its caller names,
   * as OpenTelemetry's SDK does it, with whatever classes are named as such, of which only some are
   * services.
   */
  Set<String> services() {
    Set<String> all = new TreeSet<>(services);
    if (anyService) {
      all.addAll(namedClasses);
    }
    return all;
  }

  private void anyCharset(String who) {
    whoNamesACharset = whoNamesACharset == null ? who : whoNamesACharset;
  }

  private final class Calls extends ClassVisitor {
    private final String name;
    private boolean isRecord;

    Calls(String name) {
      super(Opcodes.ASM9);
      this.name = name.replace('/', '.');
    }

    @Override
    public void visit(
        int version, int access, String type, String signature, String parent, String[] others) {
      isRecord = "java/lang/Record".equals(parent);
    }

    @Override
    public FieldVisitor visitField(
        int access, String field, String descriptor, String signature, Object value) {
      // It may be read from JSON.
      anyLocale |= descriptor.equals("L" + LOCALE + ";");
      if (isRecord && descriptor.equals("L" + CHARSET + ";")) {
        anyCharset(name);
      }
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String method, String descriptor, String signature, String[] exceptions) {
      return new Instructions(name);
    }
  }

  /** Remembers the constants that were put on the stack last. */
  private final class Instructions extends MethodVisitor {
    private final String className;
    private final Deque<Object> constants = new ArrayDeque<>();
    private final Set<String> allTexts = new LinkedHashSet<>();
    private boolean getsABundle;

    Instructions(String className) {
      super(Opcodes.ASM9);
      this.className = className;
    }

    @Override
    public void visitLdcInsn(Object value) {
      constants.push(value);
      if (value instanceof String text) {
        allTexts.add(text);
      } else if (value instanceof Type type && type.getSort() == Type.OBJECT) {
        namedClasses.add(type.getClassName());
      }
    }

    // A control may be made between the bundle's name and the call.
    @Override
    public void visitEnd() {
      if (getsABundle) {
        bundles.addAll(allTexts);
      }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
      if (opcode == Opcodes.GETSTATIC && owner.equals(LOCALE)) {
        constant(field);
      }
    }

    private void constant(String field) {
      try {
        if (Locale.class.getField(field).get(null) instanceof Locale locale) {
          named(locale);
        }
      } catch (ReflectiveOperationException e) {
        anyLocale = true; // A later JDK's.
      }
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String method, String descriptor, boolean isInterface) {
      if (owner.equals(LOCALE) && Set.of("<init>", "of", "forLanguageTag").contains(method)) {
        locale(method, Type.getArgumentCount(descriptor));
      } else if (owner.startsWith(LOCALE + "$Builder")) {
        anyLocale = true;
      } else if (takesACharsetsName(owner, method, descriptor)) {
        if (!(constants.peek() instanceof String charset)
            || !BASIC_CHARSETS.contains(charset.toUpperCase(Locale.ROOT))) {
          anyCharset(className);
        }
      } else if (takesTheAnswersCharset(owner, method, descriptor)) {
        anyCharset(className);
      } else if (owner.startsWith("javax/xml/xpath/") || owner.startsWith("javax/xml/transform/")) {
        xpath = true;
        if (takesAStylesheet(owner, descriptor) && whoTakesAStylesheet == null) {
          whoTakesAStylesheet = className;
        }
      } else if (owner.equals("java/util/ResourceBundle") && method.equals("getBundle")) {
        getsABundle = true;
      } else if (owner.equals("java/util/ServiceLoader") && method.startsWith("load")) {
        constants.stream()
            .filter(Type.class::isInstance)
            .findFirst()
            .ifPresentOrElse(
                type -> services.add(((Type) type).getClassName()), () -> anyService = true);
      }
      constants.clear();
    }

    private List<String> texts() {
      return constants.stream().filter(String.class::isInstance).map(String.class::cast).toList();
    }

    private void locale(String method, int arguments) {
      List<String> texts = texts();
      if (texts.size() < arguments) {
        anyLocale = true; // From somewhere else: what it is, is seen when it is asked for.
      } else if (method.equals("forLanguageTag")) {
        named(Locale.forLanguageTag(texts.get(0)));
      } else {
        Locale.Builder builder = new Locale.Builder();
        try {
          builder.setLanguage(texts.get(arguments - 1));
          if (arguments > 1) {
            builder.setRegion(texts.get(arguments - 2));
          }
          named(builder.build());
        } catch (IllformedLocaleException e) {
          anyLocale = true;
        }
      }
    }

    private void named(Locale locale) {
      if (!locale.getLanguage().isEmpty() && !locale.equals(Locale.ENGLISH)) {
        anyLocale = true;
        locales.add(locale);
      }
    }
  }

  private static boolean takesACharsetsName(String owner, String method, String descriptor) {
    if (owner.equals("java/lang/String")) {
      return OF_BYTES.contains(descriptor);
    }
    if (owner.equals(CHARSET) && method.equals("forName")) {
      return true; // Since Java 18 there is one with a charset to fall back on.
    }
    int least = WITH_ANOTHER_TEXT.contains(owner) ? 2 : 1;
    return BY_CHARSET_NAME.getOrDefault(owner, Set.of()).contains(method)
        && Type.getArgumentCount(descriptor) >= least
        && descriptor.contains(STRING + ")");
  }

  /** As newTransformer(source), newTemplates(source) and newTransformerHandler(templates). */
  private static boolean takesAStylesheet(String owner, String descriptor) {
    return owner.endsWith("TransformerFactory")
        && (descriptor.startsWith("(Ljavax/xml/transform/Source;)")
            || descriptor.startsWith("(Ljavax/xml/transform/Templates;)"));
  }

  private static boolean takesTheAnswersCharset(String owner, String method, String descriptor) {
    return owner.equals(BODY_HANDLERS)
        && Set.of("ofString", "ofLines", "fromLineSubscriber").contains(method)
        && BY_THE_ANSWERS_CHARSET.contains(descriptor);
  }
}
