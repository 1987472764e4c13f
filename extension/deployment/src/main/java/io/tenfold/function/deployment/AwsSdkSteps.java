package io.tenfold.function.deployment;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.NativeImageFeatureBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedClassBuildItem;
import io.quarkus.deployment.pkg.steps.NativeOrNativeSourcesBuild;
import io.tenfold.function.nativeimage.AwsSdkFeature;
import java.util.List;
import java.util.Optional;

/** The build steps of a native function that calls the AWS SDK for Java. */
@BuildSteps(onlyIf = NativeOrNativeSourcesBuild.class)
final class AwsSdkSteps {
  /**
   * What a binary must not have from the machine that built it: the seeds of random numbers.
   * Everything else is initialised while the binary is built, the thousands of fields of the
   * services' models above all, and costs no start anything.
   */
  private static final List<String> OF_EACH_PROCESS =
      List.of(
          "software.amazon.awssdk.core.internal.waiters.WaiterConfiguration",
          "software.amazon.awssdk.services.dynamodb.DynamoDbRetryPolicy");

  /** Finds out whether it does. */
  @BuildStep
  AwsSdkBuildItem find(ProcessorBuildItem processor, Optional<GuardBuildItem> guard) {
    ClassLoader program = Thread.currentThread().getContextClassLoader();
    return new AwsSdkBuildItem(
        guard.isPresent()
            || new ClassReferences(program).callsTheAwsSdk(processor.type().name().toString()));
  }

  /** Leaves to each process what is its own, and has found what is looked for by name. */
  @BuildStep
  void tell(
      AwsSdkBuildItem sdk,
      BuildProducer<RuntimeInitializedClassBuildItem> classes,
      BuildProducer<NativeImageFeatureBuildItem> features) {
    if (sdk.isCalled()) {
      for (String name : OF_EACH_PROCESS) {
        classes.produce(new RuntimeInitializedClassBuildItem(name));
      }
      features.produce(new NativeImageFeatureBuildItem(AwsSdkFeature.class.getName()));
    }
  }
}
