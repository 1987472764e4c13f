package io.tenfold.bench.coldstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.bench.coldstart.CpuGroup.Version;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CgroupFilesTest {
  private static final String MEMBERSHIPS = "3:cpuset:/\n2:cpu,cpuacct:/user/me\n0::/session\n";

  @Test
  void theCpuControllerOfVersionOneIsNotTheOneForAccounting() throws IOException {
    assertThat(CgroupFiles.mount(new TestFile("mountinfo-v1.txt").text(), Version.V1))
        .contains(Path.of("/sys/fs/cgroup/cpu,cpuacct"));
  }

  @Test
  void versionTwoHasOneMount() throws IOException {
    String mounts = new TestFile("mountinfo-v2.txt").text();
    assertThat(CgroupFiles.mount(mounts, Version.V2)).contains(Path.of("/sys/fs/cgroup"));
    assertThat(CgroupFiles.mount(mounts, Version.V1)).isEmpty();
  }

  @Test
  void eachVersionHasAMembershipOfItsOwn() {
    assertThat(CgroupFiles.membership(MEMBERSHIPS, Version.V1)).contains("/user/me");
    assertThat(CgroupFiles.membership(MEMBERSHIPS, Version.V2)).contains("/session");
  }
}
