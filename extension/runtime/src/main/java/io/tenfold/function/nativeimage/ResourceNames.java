package io.tenfold.function.nativeimage;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/**
 * Takes names of resources that have nothing to resolve as they are. A native image resolves a name
 * twice for each of the JDK's seventy modules before it says that there is no such resource: of a
 * function that calls AWS, a seventh of the instructions until it asked for its first record.
 */
@TargetClass(
    className = ResourceNames.AreAsKnown.PATH,
    onlyWith = {DirectStart.class, ResourceNames.AreAsKnown.class})
final class ResourceNames {
  @Alias
  ResourceNames(byte[] path, boolean normalized) {}

  @Alias
  protected static native byte[] getResolved(ResourceNames path);

  @Substitute
  public static String toCanonicalForm(String name) {
    if (!name.startsWith("/")
        && !name.startsWith(".")
        && !name.endsWith("/")
        && !name.contains("/.")
        && !name.contains("//")) {
      return name;
    }
    String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    return new String(
        getResolved(new ResourceNames(path.getBytes(StandardCharsets.UTF_8), true)),
        StandardCharsets.UTF_8);
  }

  static final class AreAsKnown implements BooleanSupplier {
    static final String PATH = "com.oracle.svm.util.NativeImageResourcePathRepresentation";

    @Override
    public boolean getAsBoolean() {
      return Internals.haveMethod(PATH, "toCanonicalForm", String.class)
          && Internals.have(
              () -> {
                Class<?> path = Internals.type(PATH);
                path.getDeclaredConstructor(byte[].class, boolean.class);
                path.getDeclaredMethod("getResolved", path);
              });
    }
  }
}
