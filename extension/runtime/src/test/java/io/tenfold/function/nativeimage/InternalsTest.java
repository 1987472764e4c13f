package io.tenfold.function.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whether what is to be replaced is there. */
class InternalsTest {
  @Test
  void findsAMethodOfAnyVisibilityAndNoOther() {
    assertThat(Internals.haveMethod("java.lang.Object", "hashCode")).isTrue();
    assertThat(Internals.haveMethod("java.lang.Object", "equals")).isFalse();
    assertThat(Internals.haveMethod("java.lang.Object", "equals", Object.class)).isTrue();
    assertThat(Internals.haveMethod("java.lang.Object", "absent")).isFalse();
    assertThat(Internals.haveMethod("java.lang.Absent", "hashCode")).isFalse();
    assertThat(Internals.haveMethod(Own.class.getName(), "hidden")).isTrue();
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
