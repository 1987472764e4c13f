package io.tenfold.function.deployment.aws;

import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.processor.DotNames;
import io.quarkus.deployment.IsProduction;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.nativeimage.NativeImageSystemPropertyBuildItem;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.tenfold.function.deployment.TenfoldConfig;
import io.tenfold.function.nativeimage.SelectedGuard;
import java.util.Optional;

/**
 * The build steps of a function that is guarded against processing a record twice; there is no
 * table in development and in tests, and so no guard.
 */
@BuildSteps(onlyIf = IsProduction.class)
final class GuardSteps {
  private static final String GUARD = "io.tenfold.function.idempotency.DynamoDbGuard";

  /** Selects the guard, and requires what it calls. */
  @BuildStep
  void select(TenfoldConfig config, BuildProducer<GuardBuildItem> guards) {
    if (config.idempotency() == TenfoldConfig.Idempotency.NONE) {
      return;
    }
    require("software.amazon.awssdk.services.dynamodb.DynamoDbClient", "dynamodb");
    require(
        "software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient",
        "url-connection-client");
    guards.produce(new GuardBuildItem(GUARD));
  }

  private static void require(String className, String artifact) {
    ClassLoader program = Thread.currentThread().getContextClassLoader();
    if (program.getResource(className.replace('.', '/') + ".class") == null) {
      throw new ConfigurationException(
          "tenfold.idempotency=dynamodb calls DynamoDB by the AWS SDK, which is not there: depend"
              + " on software.amazon.awssdk:"
              + artifact
              + ", whose version tenfold-parent has.");
    }
  }

  /** Makes it a bean, for where Quarkus calls the function. */
  @BuildStep
  void makeItABean(Optional<GuardBuildItem> guard, BuildProducer<AdditionalBeanBuildItem> beans) {
    guard.ifPresent(
        selected ->
            beans.produce(
                AdditionalBeanBuildItem.builder()
                    .addBeanClass(selected.className())
                    .setDefaultScope(DotNames.SINGLETON)
                    .setUnremovable()
                    .build()));
  }

  /** Tells native-image, for a start without Quarkus. */
  @BuildStep
  void tell(
      Optional<GuardBuildItem> guard,
      BuildProducer<NativeImageSystemPropertyBuildItem> properties) {
    guard.ifPresent(
        selected ->
            properties.produce(
                new NativeImageSystemPropertyBuildItem(
                    SelectedGuard.PROPERTY, selected.className())));
  }
}
