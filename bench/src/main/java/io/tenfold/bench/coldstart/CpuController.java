package io.tenfold.bench.coldstart;

import io.tenfold.bench.ProcFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Linux's control groups for CPU time, of version 1 or 2, where this process may make some.
 *
 * @see <a href="https://docs.kernel.org/scheduler/sched-bwc.html">CFS Bandwidth Control</a>
 */
final class CpuController {
  private final Path parent;
  private final CpuGroup.Version version;
  private final AtomicInteger groups = new AtomicInteger();

  private CpuController(Path parent, CpuGroup.Version version) {
    this.parent = parent;
    this.version = version;
  }

  /** Finds a place for groups below this process's own or one of its parents; empty if none. */
  static Optional<CpuController> find() {
    String mounts = ProcFile.read(Path.of("/proc/self/mountinfo")).text();
    String memberships = ProcFile.read(Path.of("/proc/self/cgroup")).text();
    for (CpuGroup.Version version : CpuGroup.Version.values()) {
      Optional<Path> mount = CgroupFiles.mount(mounts, version);
      if (mount.isPresent()) {
        String own = CgroupFiles.membership(memberships, version).orElse("/");
        Optional<CpuController> found = below(mount.get(), own, version);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<CpuController> below(
      Path mount, String membership, CpuGroup.Version version) {
    Path own = mount.resolve(membership.substring(1)).normalize();
    // A group of version 2 that holds processes cannot limit groups below it, but its parent can.
    for (Path folder = own;
        folder != null && folder.startsWith(mount);
        folder = folder.getParent()) {
      CpuController controller = new CpuController(folder, version);
      try (CpuGroup trial = controller.group()) {
        trial.limit(1);
        return Optional.of(controller);
      } catch (IOException e) {
        // Not permitted here; one further up may be.
      }
    }
    return Optional.empty();
  }

  /** Makes a group without a limit, which goes when it is closed. */
  CpuGroup group() throws IOException {
    String name = "tenfold-bench-" + ProcessHandle.current().pid() + "-" + groups.incrementAndGet();
    return new CpuGroup(Files.createDirectory(parent.resolve(name)), version);
  }

  /** Returns its name for people. */
  String sentence() {
    return version == CpuGroup.Version.V1 ? "cgroup v1" : "cgroup v2";
  }
}
