package io.tenfold.function.deployment.aws;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.NativeImageFeatureBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedClassBuildItem;
import io.quarkus.deployment.pkg.steps.NativeOrNativeSourcesBuild;
import io.tenfold.function.deployment.StartBuildItem;
import io.tenfold.function.nativeimage.AwsSdkFeature;
import java.util.List;

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

  /** Leaves to each process what is its own, and has found what is looked for by name. */
  @BuildStep
  void tell(
      StartBuildItem start,
      BuildProducer<RuntimeInitializedClassBuildItem> classes,
      BuildProducer<NativeImageFeatureBuildItem> features) {
    if (start.callsTheAwsSdk()) {
      for (String name : OF_EACH_PROCESS) {
        classes.produce(new RuntimeInitializedClassBuildItem(name));
      }
      features.produce(new NativeImageFeatureBuildItem(AwsSdkFeature.class.getName()));
    }
  }
}
