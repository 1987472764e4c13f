package io.tenfold.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the figures were measured on.
 *
 * @param cpu the processor's model, as Linux names it
 * @param cores how many processors this JVM may use
 * @param memoryBytes the machine's memory
 * @param kernel name, version and architecture of the operating system
 * @param jdk name and version of the Java virtual machine
 */
public record Machine(String cpu, int cores, long memoryBytes, String kernel, String jdk) {
  private static final Path PROC = Path.of("/proc");

  /** Describes this machine. */
  public static Machine here() {
    return new Machine(
        ProcFile.read(PROC.resolve("cpuinfo")).field("model name").orElse("unknown"),
        Runtime.getRuntime().availableProcessors(),
        ProcFile.read(PROC.resolve("meminfo")).bytes("MemTotal"),
        property("os.name") + " " + property("os.version") + " " + property("os.arch"),
        property("java.vm.name") + " " + property("java.vm.version"));
  }

  /** Returns the load average of the last minute, as the operating system has it. */
  public static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /** Returns the description as a JSON object. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("cpu", cpu);
    json.put("cores", cores);
    json.put("memoryBytes", memoryBytes);
    json.put("kernel", kernel);
    json.put("jdk", jdk);
    return json;
  }

  /** Returns the description as one line. */
  public String sentence() {
    return String.format(
        "%s, %d cores, %.1f GiB; %s; %s",
        cpu, cores, memoryBytes / (1024.0 * 1024 * 1024), kernel, jdk);
  }

  private static String property(String name) {
    return System.getProperty(name);
  }
}
