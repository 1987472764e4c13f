package io.tenfold.function.deployment;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveHierarchyBuildItem;
import io.quarkus.deployment.pkg.steps.NativeOrNativeSourcesBuild;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jboss.jandex.DotName;
import org.jboss.logging.Logger;

/** The build steps for what a native function finds by reflection. */
@BuildSteps(onlyIf = NativeOrNativeSourcesBuild.class)
final class ReflectionSteps {
  private static final Logger LOG = Logger.getLogger(ReflectionSteps.class);
  private static final String METADATA =
      "META-INF/native-image/io.tenfold/tenfold-function-types/reflect-config.json";

  /**
   * Registers the processor's two types and what they are made of, where databind is to read and
   * write them: classes of fields, records' components, and all that the program has of classes
   * that extend or implement these. Quarkus registers what Jackson's annotations name.
   */
  @BuildStep
  void registerTheTypes(
      ProcessorBuildItem processor,
      StartBuildItem start,
      CombinedIndexBuildItem index,
      BuildProducer<ReflectiveHierarchyBuildItem> types) {
    if (!start.needsDatabind()) {
      return;
    }
    TypesInJson inJson = new TypesInJson(index.getIndex());
    for (Class<?> type : processor.loaded().classes()) {
      inJson.add(DotName.createSimple(type));
    }
    for (DotName type : inJson.found()) {
      types.produce(
          ReflectiveHierarchyBuildItem.builder(type)
              .source("the types of " + processor.type().name())
              .build());
    }
    if (!inJson.unknown().isEmpty()) {
      LOG.warnf(
          "Any object may be in %s. A native function writes only the program's classes that its"
              + " types name; name others by @RegisterForReflection(targets = …) on the processor.",
          String.join(", ", inJson.unknown()));
    }
  }

  /** Keeps what is registered of the program's own classes where Quarkus' are left out. */
  @BuildStep
  void keepThePrograms(
      StartBuildItem start,
      List<ReflectiveClassBuildItem> registered,
      BuildProducer<GeneratedResourceBuildItem> metadata) {
    if (start.isDirect()) {
      ReflectionOfTheProgram kept = new ReflectionOfTheProgram(start.needsDatabind());
      registered.forEach(kept::add);
      if (!kept.isEmpty()) {
        metadata.produce(
            new GeneratedResourceBuildItem(METADATA, kept.json().getBytes(StandardCharsets.UTF_8)));
      }
    }
  }
}
