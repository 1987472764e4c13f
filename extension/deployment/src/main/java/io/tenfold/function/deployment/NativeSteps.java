package io.tenfold.function.deployment;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.NativeImageFeatureBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ExcludeConfigBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageSystemPropertyBuildItem;
import io.quarkus.deployment.pkg.NativeConfig;
import io.quarkus.deployment.pkg.steps.NativeBuild;
import io.quarkus.deployment.pkg.steps.NativeOrNativeSourcesBuild;
import io.quarkus.deployment.util.ContainerRuntimeUtil;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.tenfold.function.nativeimage.DirectStart;
import io.tenfold.function.nativeimage.NativeFeature;
import io.tenfold.function.nativeimage.SelectedLog;
import io.tenfold.function.nativeimage.SelectedProcessor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/** The build steps of a native function: how it starts, and what native-image is told. */
@BuildSteps(onlyIf = NativeOrNativeSourcesBuild.class)
final class NativeSteps {
  private static final Logger LOG = Logger.getLogger(NativeSteps.class);
  private static final String ARGUMENTS =
      "META-INF/native-image/io.tenfold/tenfold-function-start/native-image.properties";

  /**
   * What a start without Quarkus needs none of: native-image's recorder of reflection, which every
   * binary has otherwise, handlers that run shutdown hooks, and the look at the machine's locale.
   */
  private static final List<String> LEFT_OUT =
      List.of(
          "-H:+UnlockExperimentalVMOptions",
          "-H:-MetadataTracingSupport",
          "-H:-InstallExitHandlers",
          "-H:-UseSystemLocale");

  /** The JDK's old HTTP client, which brings Kerberos and every cipher. */
  private static final List<String> OLD_HTTP_CLIENT =
      List.of("-H:DisableURLProtocols=http", "-H:DisableURLProtocols=https");

  /** Decides how the function starts, and says why. */
  @BuildStep
  StartBuildItem decideTheStart(
      ProcessorBuildItem processor, AwsSdkBuildItem sdk, TenfoldConfig config) {
    ClassLoader program = Thread.currentThread().getContextClassLoader();
    boolean logs =
        sdk.isCalled() // It warns, by SLF4J.
            || new ClassReferences(program).logs(processor.type().name().toString());
    if (config.start() == TenfoldConfig.Start.QUARKUS) {
      LOG.info("The function starts with Quarkus, because tenfold.start is quarkus");
      return new StartBuildItem(false, logs);
    }
    Optional<String> need = new NeedForQuarkus(program).of(processor.type());
    if (need.isPresent() && config.start() == TenfoldConfig.Start.DIRECT) {
      throw new ConfigurationException(
          "The function can't start without Quarkus, as tenfold.start=direct has it, because "
              + need.get()
              + ". Leave tenfold.start out, or see \"Native\" in docs/writing-a-processor.md.");
    }
    LOG.info(
        need.map(why -> "The function starts with Quarkus, because " + why)
            .orElse(
                "The function starts without Quarkus: nothing that "
                    + processor.type().name()
                    + " reaches needs it"));
    return new StartBuildItem(need.isEmpty(), logs);
  }

  /** Says what is missing where nothing here can build the executable, before it is tried. */
  @BuildStep(onlyIf = NativeBuild.class)
  @Produce(NativeImageFeatureBuildItem.class)
  void requireABuilder(NativeConfig config) {
    boolean contained = config.isExplicitContainerBuild();
    if (!contained
        && new NativeImagePlaces(
                config.graalvmHome().orElse(System.getenv("GRAALVM_HOME")),
                config.javaHome() == null ? null : config.javaHome().getPath(),
                System.getenv("PATH"))
            .haveOne()) {
      return;
    }
    if (config.containerRuntime().isEmpty()
        && ContainerRuntimeUtil.detectContainerRuntime(false).isUnavailable()) {
      throw new ConfigurationException(
          "Nothing here builds a native function for Lambda. "
              + (contained
                  ? "For another processor or from another system it takes Docker or Podman,"
                      + " running."
                  : "There are three ways: a GraalVM or Mandrel 25 (set GRAALVM_HOME, or put its"
                      + " native-image on the PATH); Docker, running; Podman.")
              + " Without any, make package builds the JVM package, which runs on Lambda too.");
    }
  }

  /** Tells native-image which processor to build in, and how it starts. */
  @BuildStep
  NativeImageFeatureBuildItem tell(
      ProcessorBuildItem processor,
      StartBuildItem start,
      BuildProducer<NativeImageSystemPropertyBuildItem> properties) {
    properties.produce(
        new NativeImageSystemPropertyBuildItem(
            SelectedProcessor.PROPERTY, processor.type().name().toString()));
    properties.produce(
        new NativeImageSystemPropertyBuildItem(
            DirectStart.PROPERTY, start.isDirect() ? DirectStart.DIRECT : "quarkus"));
    if (start.processorLogs()) {
      properties.produce(
          new NativeImageSystemPropertyBuildItem(SelectedLog.PROPERTY, SelectedLog.LOGS));
    }
    properties.produce(
        new NativeImageSystemPropertyBuildItem(
            SelectedLog.LEVELS, new LogLevels(ConfigProvider.getConfig()).toString()));
    return new NativeImageFeatureBuildItem(NativeFeature.class.getName());
  }

  /** Leaves out what Quarkus has native-image keep for reflection where Quarkus does not run. */
  @BuildStep
  void leaveOutReflection(StartBuildItem start, BuildProducer<ExcludeConfigBuildItem> excluded) {
    if (start.isDirect()) {
      excluded.produce(
          new ExcludeConfigBuildItem(
              "-runner[.]jar", "/META-INF/native-image/[a-z]+-(config|metadata)[.]json"));
    }
  }

  /** Writes the arguments that no build item stands for where native-image looks for them. */
  @BuildStep
  GeneratedResourceBuildItem arguments(
      StartBuildItem start, AwsSdkBuildItem sdk, TenfoldConfig config) {
    List<String> arguments = new ArrayList<>();
    // In a container, Quarkus would leave it out, and the heap would be relocated at every start.
    arguments.add("-H:NativeLinkerOption=-no-pie");
    // A process that has run out of memory must end, so that Lambda replaces it.
    arguments.add("-R:+ExitOnOutOfMemoryError");
    arguments.addAll(config.nativeExecutable().tuning());
    if (start.isDirect()) {
      arguments.addAll(LEFT_OUT);
      if (!sdk.isCalled()) {
        arguments.addAll(OLD_HTTP_CLIENT);
      }
    }
    return new GeneratedResourceBuildItem(
        ARGUMENTS,
        ("Args = " + String.join(" ", arguments) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
