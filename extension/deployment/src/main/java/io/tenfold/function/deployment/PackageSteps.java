package io.tenfold.function.deployment;

import io.quarkus.deployment.IsProduction;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.pkg.builditem.ArtifactResultBuildItem;
import io.quarkus.deployment.pkg.builditem.JarBuildItem;
import io.quarkus.deployment.pkg.builditem.NativeImageBuildItem;
import io.quarkus.deployment.pkg.builditem.OutputTargetBuildItem;
import io.quarkus.deployment.pkg.steps.NativeBuild;
import io.quarkus.deployment.sbom.SbomBuildItem;
import io.tenfold.function.packaging.FunctionPackage;
import java.io.IOException;
import java.util.List;

/**
 * The build steps that describe the package, each after Quarkus' step that writes {@code
 * function.zip}: that one declares an artifact without producing any, so whoever consumes all
 * artifacts comes after it. That a build is asked for its SBOMs makes sure that they run; they
 * produce none.
 */
@BuildSteps(onlyIf = IsProduction.class)
final class PackageSteps {

  /** Writes {@code function.json} beside the JVM package. */
  @BuildStep(onlyIfNot = NativeBuild.class)
  void describeTheJvmPackage(
      OutputTargetBuildItem target,
      JarBuildItem packed,
      List<ArtifactResultBuildItem> artifacts,
      BuildProducer<SbomBuildItem> none)
      throws IOException {
    new FunctionPackage(target.getOutputDirectory()).describeJvm();
  }

  /** Writes {@code function.json} beside the native package, unless it would not run on Lambda. */
  @BuildStep(onlyIf = NativeBuild.class)
  void describeTheNativePackage(
      OutputTargetBuildItem target,
      NativeImageBuildItem executable,
      TenfoldConfig config,
      List<ArtifactResultBuildItem> artifacts,
      BuildProducer<SbomBuildItem> none)
      throws IOException {
    new FunctionPackage(target.getOutputDirectory())
        .describeNative(
            executable.getPath(),
            executable.getGraalVMInfo().getFullVersion(),
            config.architecture().orElseGet(PackageSteps::thisMachine),
            config.testOnly());
  }

  private static String thisMachine() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64";
  }
}
