package io.tenfold.bench.coldstart;

import io.tenfold.bench.BenchFailure;
import io.tenfold.local.lambda.PackageDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The candidates that GraalVM has compiled. */
final class NativeImages {
  private final Workshop workshop;

  NativeImages(Workshop workshop) {
    this.workshop = workshop;
  }

  /** Returns this project's function from its native package. */
  Provision function(Path zip) throws IOException {
    if (!Files.exists(zip)) {
      return new Provision.Missing(
          CandidateKind.NATIVE, "there is no native package: run make native, or give --function");
    }
    return function(CandidateKind.NATIVE, "native", zip);
  }

  /** Returns another native package of this project's function, under a name of its own. */
  Provision variant(String name, Path zip) throws IOException {
    if (!Files.exists(zip)) {
      throw new BenchFailure("--variant " + name + ": there is no " + zip);
    }
    return function(CandidateKind.VARIANT, name, zip);
  }

  private Provision function(CandidateKind kind, String name, Path zip) throws IOException {
    return candidate(
        kind,
        "Tenfold, " + name,
        "this project's function, compiled by " + origin(PackageDescription.of(zip)),
        zip,
        "task/" + kind + "/" + name,
        AnswerCheck.PROCESSED_RECORD);
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
        AnswerCheck.OK);
  }

  private Provision candidate(
      CandidateKind kind, String title, String detail, Path zip, String folder, AnswerCheck answers)
      throws IOException {
    Path taskRoot = workshop.unpacked(zip, folder);
    List<String> command = new ArrayList<>();
    command.add(taskRoot.resolve("bootstrap").toString());
    command.addAll(LambdaMemory.nativeImageOptions());
    return new Provision.Ready(
        new Candidate(
            kind,
            title,
            detail,
            zip,
            taskRoot,
            command,
            PackageDescription.of(zip).environment(),
            DeploymentPackage.files(taskRoot),
            answers));
  }
}
