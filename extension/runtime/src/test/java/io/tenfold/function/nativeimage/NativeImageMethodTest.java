package io.tenfold.function.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whether a method that is to be replaced is there. */
class NativeImageMethodTest {
  @Test
  void findsAMethodOfAnyVisibilityAndNoOther() {
    assertThat(NativeImageMethod.isIn("java.lang.Object", "hashCode")).isTrue();
    assertThat(NativeImageMethod.isIn("java.lang.Object", "equals")).isFalse();
    assertThat(NativeImageMethod.isIn("java.lang.Object", "equals", Object.class)).isTrue();
    assertThat(NativeImageMethod.isIn("java.lang.Object", "absent")).isFalse();
    assertThat(NativeImageMethod.isIn("java.lang.Absent", "hashCode")).isFalse();
    assertThat(NativeImageMethod.isIn(Own.class.getName(), "hidden")).isTrue();
  }

  @Test
  void leavesAVirtualMachineThatIsNoNativeImageAsItIs() {
    assertThat(new SerialCollector.IsAsKnown().getAsBoolean()).isFalse();
    assertThat(new LazyNetLibrary.IsAsKnown().getAsBoolean()).isFalse();
    assertThat(new ResourceNames.AreAsKnown().getAsBoolean()).isFalse();
  }

  @SuppressWarnings("unused")
  private static final class Own {
    private static void hidden() {}
  }
}
