package io.tenfold.bench.coldstart;

import io.tenfold.bench.BenchFailure;
import io.tenfold.local.lambda.PackageDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The candidates that GraalVM has compiled. */
final class NativeImages {
  private final Workshop workshop;
  private final Events orders;

  /** Takes the events of the sample, which all but other processors are sent. */
  NativeImages(Workshop workshop, Events orders) {
    this.workshop = workshop;
    this.orders = orders;
  }

  /** Returns this project's function from its native package. */
  Provision function(Path zip) throws IOException {
    if (!Files.exists(zip)) {
      return new Provision.Missing(
          CandidateKind.NATIVE, "there is no native package: run make native, or give --function");
    }
    return function(CandidateKind.NATIVE, "native", zip, orders, AnswerCheck.PROCESSED_RECORD);
  }

  /**
   * Returns another native package, under a name of its own.
   *
   * @param events its processor's own events, or empty if it is this project's function
   * @param answers says whether its answers are right; null: as those of its first start
   */
  Provision variant(String name, Path zip, Optional<Events> events, AnswerCheck answers)
      throws IOException {
    if (!Files.exists(zip)) {
      throw new BenchFailure("--variant " + name + ": there is no " + zip);
    }
    return events.isPresent()
        ? function(CandidateKind.VARIANT, name, zip, events.get(), answers)
        : function(CandidateKind.VARIANT, name, zip, orders, AnswerCheck.PROCESSED_RECORD);
  }

  private Provision function(
      CandidateKind kind, String name, Path zip, Events events, AnswerCheck answers)
      throws IOException {
    return candidate(
        kind,
        "Tenfold, " + name,
        (events.equals(orders) ? "this project's function" : "another processor")
            + ", compiled by "
            + origin(PackageDescription.of(zip)),
        zip,
        "task/" + kind + "/" + name,
        Map.of(),
        answers,
        events,
        Optional.empty());
  }

  /**
   * Returns a processor's package, on this project's extension or in the plain template.
   *
   * @param environment what its process has in its environment beside what its package says
   */
  Provision processor(
      CandidateKind kind,
      RealProcessor processor,
      Path zip,
      Events events,
      Map<String, String> environment)
      throws IOException {
    boolean plain = kind == CandidateKind.PROCESSOR_PLAIN;
    return candidate(
        kind,
        (plain ? "Plain: " : "Tenfold: ") + processor.title(),
        processor.detail()
            + (plain
                ? ", in the plain Quarkus template with the same dependencies"
                : ", as a processor; compiled by " + origin(PackageDescription.of(zip))),
        zip,
        "task/" + kind + "/" + processor.folder(),
        environment,
        null,
        events,
        Optional.of(processor));
  }

  /** Says what compiled a package from what, if that is written beside it. */
  private static String origin(PackageDescription described) {
    return described.graalVm().orElse("GraalVM")
        + described.commit().map(commit -> " from commit " + commit).orElse("");
  }

  /** Returns the plain template from its package. */
  Provision template(Path zip) throws IOException {
    return candidate(
        CandidateKind.TEMPLATE,
        "Plain Quarkus template, native",
        "what Quarkus generates for Lambda, returning \"ok\", compiled by GraalVM",
        zip,
        "task/" + CandidateKind.TEMPLATE,
        Map.of(),
        AnswerCheck.OK,
        orders,
        Optional.empty());
  }

  private Provision candidate(
      CandidateKind kind,
      String title,
      String detail,
      Path zip,
      String folder,
      Map<String, String> given,
      AnswerCheck answers,
      Events events,
      Optional<RealProcessor> pair)
      throws IOException {
    Path taskRoot = workshop.unpacked(zip, folder);
    List<String> command = new ArrayList<>();
    command.add(taskRoot.resolve("bootstrap").toString());
    command.addAll(LambdaMemory.nativeImageOptions());
    Map<String, String> environment = new HashMap<>(given);
    environment.putAll(PackageDescription.of(zip).environment());
    return new Provision.Ready(
        new Candidate(
            kind,
            title,
            detail,
            zip,
            taskRoot,
            command,
            environment,
            DeploymentPackage.files(taskRoot),
            answers,
            events,
            pair));
  }
}
