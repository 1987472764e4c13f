package io.tenfold.function.nativeimage;

/**
 * What is asked before a method is replaced that is nobody's to rely on, of native-image, the JDK
 * or a library: whether it is there. Another version may have it otherwise, and then keeps its own.
 */
final class NativeImageMethod {
  private NativeImageMethod() {}

  /** Returns whether a class, by its name, has a method with these parameters. */
  static boolean isIn(String type, String method, Class<?>... parameters) {
    try {
      Class.forName(type, false, NativeImageMethod.class.getClassLoader())
          .getDeclaredMethod(method, parameters);
      return true;
    } catch (ReflectiveOperationException | LinkageError e) {
      return false;
    }
  }
}
