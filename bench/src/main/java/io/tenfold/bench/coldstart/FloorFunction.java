package io.tenfold.bench.coldstart;

import io.tenfold.bench.throughput.EchoFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The least client of the Runtime API, in C: what no runtime can be faster than by much. */
final class FloorFunction {
  private final Workshop workshop;
  private final Events events;

  FloorFunction(Workshop workshop, Events events) {
    this.workshop = workshop;
    this.events = events;
  }

  /** Builds it with the machine's C compiler, if it has one. */
  Provision provide() throws IOException, InterruptedException {
    if (Tool.find("gcc").isEmpty()) {
      return new Provision.Missing(CandidateKind.FLOOR, "there is no gcc");
    }
    EchoFunction built = EchoFunction.build(workshop.emptyFolder("floor"));
    Path zip = workshop.folder("packages").resolve("floor.zip");
    DeploymentPackage.of(built.folder(), zip);
    Path taskRoot = workshop.unpacked(zip, "task/" + CandidateKind.FLOOR);
    return new Provision.Ready(
        new Candidate(
            CandidateKind.FLOOR,
            "C, the floor",
            "a client that returns its event, in C",
            zip,
            taskRoot,
            List.of(taskRoot.resolve("bootstrap").toString()),
            Map.of(),
            DeploymentPackage.files(taskRoot),
            AnswerCheck.ECHO,
            events));
  }
}
