package io.tenfold.bench.coldstart;

import java.util.List;

/** The memory that every candidate is told it has, and what runtimes make of it. */
final class LambdaMemory {
  /** The functions' memory size; only the CPU share varies, so that the sizes compare. */
  static final int FUNCTION_MEGABYTES = 512;

  // As the engine's Lambda host starts them (FunctionLauncher in local).
  private static final int NATIVE_HEAP_PERCENT = 80;
  private static final int BESIDE_JVM_HEAP_MEGABYTES = 112;

  private LambdaMemory() {}

  /**
   * Returns the options of a native image: on Lambda it would see the function's memory and take
   * this share by itself, here it sees the machine's.
   */
  static List<String> nativeImageOptions() {
    return List.of("-Xmx" + FUNCTION_MEGABYTES * NATIVE_HEAP_PERCENT / 100 + "m");
  }

  /** Returns the options of a JVM as AWS's managed runtime sets them. */
  static List<String> jvmOptions() {
    return List.of(
        "-XX:MaxRAM=" + FUNCTION_MEGABYTES + "m",
        "-XX:MaxHeapSize=" + (FUNCTION_MEGABYTES - BESIDE_JVM_HEAP_MEGABYTES) + "m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "-Djava.net.preferIPv4Stack=true");
  }
}
