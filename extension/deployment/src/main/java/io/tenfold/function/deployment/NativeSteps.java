package io.tenfold.function.deployment;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.NativeImageFeatureBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ExcludeConfigBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageSystemPropertyBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedPackageBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ServiceProviderBuildItem;
import io.quarkus.deployment.pkg.NativeConfig;
import io.quarkus.deployment.pkg.steps.NativeBuild;
import io.quarkus.deployment.pkg.steps.NativeOrNativeSourcesBuild;
import io.quarkus.deployment.util.ContainerRuntimeUtil;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.tenfold.function.nativeimage.DirectStart;
import io.tenfold.function.nativeimage.NativeFeature;
import io.tenfold.function.nativeimage.SelectedLog;
import io.tenfold.function.nativeimage.SelectedProcessor;
import io.tenfold.function.quarkus.StartFailureRecorder;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/** The build steps of a native function: how it starts, and what native-image is told. */
@BuildSteps(onlyIf = NativeOrNativeSourcesBuild.class)
final class NativeSteps {
  private static final Logger LOG = Logger.getLogger(NativeSteps.class);

  /** What every function has. */
  private static final List<String> OF_EVERY_FUNCTION =
      List.of(
          // In a container, Quarkus would leave it out, and the heap would be relocated at every
          // start.
          "-H:NativeLinkerOption=-no-pie",
          // A process that has run out of memory must end, so that Lambda replaces it.
          "-R:+ExitOnOutOfMemoryError");

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

  /** Its classes read the environment when they are initialised: the service's name, levels. */
  private static final String POWERTOOLS = "software.amazon.lambda.powertools";

  private static final String SLF4J_PROVIDER = "org.slf4j.spi.SLF4JServiceProvider";

  /** The JDK's old HTTP client, which brings Kerberos and every cipher. */
  private static final List<String> OLD_HTTP_CLIENT =
      List.of("-H:DisableURLProtocols=http", "-H:DisableURLProtocols=https");

  /** Decides how the function starts, and says why. */
  @BuildStep
  StartBuildItem decideTheStart(ProcessorBuildItem processor, TenfoldConfig config) {
    ClassLoader program = Thread.currentThread().getContextClassLoader();
    ClassReferences references = new ClassReferences(program);
    String name = processor.type().name().toString();
    boolean awsSdk =
        config.idempotency() == TenfoldConfig.Idempotency.DYNAMODB
            || references.callsTheAwsSdk(name);
    boolean logs = awsSdk || references.logs(name); // The SDK warns, by SLF4J.
    boolean databind = processor.loaded().needsDatabind();
    if (config.start() == TenfoldConfig.Start.QUARKUS) {
      LOG.info("The function starts with Quarkus, because tenfold.start is quarkus");
      return new StartBuildItem(false, logs, databind, awsSdk);
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
                    + " reaches needs it"
                    + (databind ? ". It has Jackson's databind, which its types need" : "")));
    return new StartBuildItem(need.isEmpty(), logs, databind, awsSdk);
  }

  /**
   * Has SLF4J find the log at run time, where the first logger is made by then: Quarkus relies on
   * loggers in static fields, and has native-image look for no services. A direct start has it
   * found while the image is built.
   */
  @BuildStep
  void findTheLog(StartBuildItem start, BuildProducer<ServiceProviderBuildItem> services) {
    if (!start.isDirect() && start.processorLogs()) {
      services.produce(ServiceProviderBuildItem.allProvidersFromClassPath(SLF4J_PROVIDER));
    }
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

  /** Says to Lambda why Quarkus could not start, from the first thing that can fail on. */
  @BuildStep
  @Record(ExecutionTime.STATIC_INIT)
  void reportAFailedStart(StartFailureRecorder recorder) {
    recorder.reportToLambda();
  }

  /**
   * Has Powertools read each process' environment, not that of the machine which builds the binary.
   * It says nothing about a binary without.
   */
  @BuildStep
  RuntimeInitializedPackageBuildItem initialiseWhereItRuns() {
    return new RuntimeInitializedPackageBuildItem(POWERTOOLS);
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
      StartBuildItem start, JdkNeedsBuildItem jdk, TenfoldConfig config) {
    NativeArguments arguments =
        new NativeArguments().add(OF_EVERY_FUNCTION).add(config.nativeExecutable().tuning());
    if (start.isDirect()) {
      arguments.add(LEFT_OUT);
      if (!start.callsTheAwsSdk()) {
        arguments.add(OLD_HTTP_CLIENT);
      }
    }
    if (!jdk.locales().isEmpty()) {
      arguments.add(
          List.of(
              "-H:+UnlockExperimentalVMOptions",
              "-H:IncludeLocales=" + String.join(",", jdk.locales())));
    }
    // Last, so that they have the last word on what can be said once only.
    config.nativeExecutable().additionalArguments().ifPresent(arguments::add);
    return new GeneratedResourceBuildItem(NativeArguments.FILE, arguments.file());
  }
}
