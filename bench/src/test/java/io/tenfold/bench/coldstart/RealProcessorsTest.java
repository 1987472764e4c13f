package io.tenfold.bench.coldstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.bench.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RealProcessorsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void bothOfAPairHaveTheSameWorkAndTheirOwnEnds(RealProcessor processor) throws IOException {
    Repository repository = Repository.find(null);
    Workshop workshop = new Workshop(repository, folder);
    Events events =
        Events.of(repository.file("bench/processors/" + processor.folder() + "/event.json"));
    RealProcessors real =
        new RealProcessors(
            workshop, new NativeCompiler(""), new NativeImages(workshop, events), Map.of());
    Path code = Path.of("src/main/java/io/tenfold/bench/processor");
    for (RealProcessors.Side side : RealProcessors.Side.values()) {
      Path project = folder.resolve(side.name());
      real.write(processor, side, project);
      // What an earlier version had is gone.
      Files.writeString(project.resolve(code).resolve("Old.java"), "");
      real.write(processor, side, project);
      assertThat(project.resolve(code).resolve("Old.java")).doesNotExist();
      assertThat(project.resolve(code).resolve("Work.java")).exists();
      assertThat(Files.readString(project.resolve("pom.xml")))
          .doesNotContain("@", "<!-- managed -->", "<!-- dependencies -->");
    }
    assertThat(folder.resolve("TENFOLD").resolve(code).resolve("WorkProcessor.java")).exists();
    assertThat(folder.resolve("PLAIN").resolve(code).resolve("Handler.java")).exists();
    assertThat(folder.resolve("TENFOLD/with-extension.xml")).exists();
  }
}
