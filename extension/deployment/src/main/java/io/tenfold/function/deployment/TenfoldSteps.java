package io.tenfold.function.deployment;

import io.quarkus.amazon.lambda.deployment.ProvidedAmazonLambdaHandlerBuildItem;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.ExcludedTypeBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.builditem.LogConsoleFormatBuildItem;
import io.quarkus.deployment.builditem.TestClassPredicateBuildItem;
import io.quarkus.runtime.LaunchMode;
import io.tenfold.function.quarkus.JsonLogRecorder;
import io.tenfold.function.quarkus.RecordHandler;
import java.util.Optional;
import org.jboss.jandex.ClassInfo;

/** The build steps of every function: its processor, its handler and its log. */
final class TenfoldSteps {

  /** Names the extension in Quarkus' list of features. */
  @BuildStep
  FeatureBuildItem feature() {
    return new FeatureBuildItem("tenfold");
  }

  /** Finds the one processor and leaves the others out. */
  @BuildStep
  ProcessorBuildItem findTheProcessor(
      CombinedIndexBuildItem index,
      TenfoldConfig config,
      Optional<TestClassPredicateBuildItem> tests,
      BuildProducer<ExcludedTypeBuildItem> excluded) {
    Processors processors = new Processors(index.getIndex());
    ClassInfo selected =
        processors.select(
            config.processor(), name -> tests.isPresent() && tests.get().getPredicate().test(name));
    for (ClassInfo other : processors.except(selected)) {
      excluded.produce(new ExcludedTypeBuildItem(other.name().toString()));
    }
    return new ProcessorBuildItem(selected);
  }

  /** Makes the processor a bean, wherever it comes from, and tells Quarkus who calls it. */
  @BuildStep
  ProvidedAmazonLambdaHandlerBuildItem handler(
      ProcessorBuildItem processor, BuildProducer<AdditionalBeanBuildItem> beans) {
    beans.produce(
        AdditionalBeanBuildItem.builder()
            .addBeanClass(processor.type().name().toString())
            .setUnremovable()
            .build());
    return new ProvidedAmazonLambdaHandlerBuildItem(RecordHandler.class, "Tenfold");
  }

  /** Makes the console's lines JSON, as Lambda keeps them. */
  @BuildStep
  @Record(ExecutionTime.RUNTIME_INIT)
  void writeTheLogAsJson(
      TenfoldConfig config,
      LaunchModeBuildItem launch,
      JsonLogRecorder recorder,
      BuildProducer<LogConsoleFormatBuildItem> formats) {
    if (config.log().json().orElse(launch.getLaunchMode() != LaunchMode.DEVELOPMENT)) {
      formats.produce(new LogConsoleFormatBuildItem(recorder.formatter()));
    }
  }
}
