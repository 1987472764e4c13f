package io.tenfold.function.nativeimage;

/**
 * What is asked before a method of native-image itself is replaced: whether it is there. Another
 * version may have it otherwise, and then keeps its own.
 */
final class NativeImageMethod {
  private NativeImageMethod() {}

  /** Returns whether a class, by its name, has a method without parameters. */
  static boolean isIn(String type, String method) {
    try {
      Class.forName(type, false, ClassLoader.getSystemClassLoader()).getDeclaredMethod(method);
      return true;
    } catch (ReflectiveOperationException | LinkageError e) {
      return false;
    }
  }
}
