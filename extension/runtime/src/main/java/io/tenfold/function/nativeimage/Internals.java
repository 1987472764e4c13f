package io.tenfold.function.nativeimage;

/**
 * What is asked before something is replaced that is nobody's to rely on, of native-image, the JDK
 * or a library: whether it is as expected. Another version may have it otherwise, and then keeps
 * its own.
 */
final class Internals {
  private Internals() {}

  /** What fails where something is not there. */
  interface Look {
    /** Finds it all, by reflection. */
    void up() throws ReflectiveOperationException;
  }

  /** Returns whether all that is looked up is there. */
  static boolean have(Look look) {
    try {
      look.up();
      return true;
    } catch (ReflectiveOperationException | LinkageError e) {
      return false;
    }
  }

  /** Returns whether a class, by its name, has a method with these parameters. */
  static boolean haveMethod(String type, String method, Class<?>... parameters) {
    return have(() -> type(type).getDeclaredMethod(method, parameters));
  }

  /** Returns a class, not initialised. */
  static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(name, false, Internals.class.getClassLoader());
  }
}
