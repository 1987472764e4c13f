package io.tenfold.local.asl;

import java.util.Map;
import java.util.Set;

/**
 * The fields that Step Functions takes in a state of each type, in either query language, whether
 * the local engine has them or not.
 *
 * @see <a href="https://states-language.net/#state-type-table">Amazon States Language, table of
 *     State Types and Fields</a>
 */
final class StateFields {
  private static final Map<String, Set<String>> OF =
      Map.of(
          "Pass",
          Set.of(
              "InputPath",
              "OutputPath",
              "Result",
              "ResultPath",
              "Parameters",
              "Output",
              "Assign",
              "Next",
              "End"),
          "Task",
          Set.of(
              "InputPath",
              "OutputPath",
              "ResultPath",
              "Parameters",
              "Arguments",
              "Output",
              "Assign",
              "Resource",
              "Credentials",
              "ResultSelector",
              "Retry",
              "Catch",
              "TimeoutSeconds",
              "TimeoutSecondsPath",
              "HeartbeatSeconds",
              "HeartbeatSecondsPath",
              "Next",
              "End"),
          "Wait",
          Set.of(
              "InputPath",
              "OutputPath",
              "Output",
              "Assign",
              "Seconds",
              "Timestamp",
              "SecondsPath",
              "TimestampPath",
              "Next",
              "End"),
          "Parallel",
          Set.of(
              "InputPath",
              "OutputPath",
              "ResultPath",
              "Parameters",
              "Arguments",
              "Output",
              "Assign",
              "ResultSelector",
              "Retry",
              "Catch",
              "Branches",
              "Next",
              "End"),
          "Map",
          Set.of(
              "InputPath",
              "OutputPath",
              "ResultPath",
              "Parameters",
              "Output",
              "Assign",
              "ResultSelector",
              "Retry",
              "Catch",
              "ItemProcessor",
              "Iterator",
              "ItemsPath",
              "Items",
              "ItemSelector",
              "ItemReader",
              "ItemBatcher",
              "ResultWriter",
              "MaxConcurrency",
              "MaxConcurrencyPath",
              "ToleratedFailurePercentage",
              "ToleratedFailurePercentagePath",
              "ToleratedFailureCount",
              "ToleratedFailureCountPath",
              "Label",
              "Next",
              "End"),
          "Choice",
          Set.of("InputPath", "OutputPath", "Output", "Assign", "Choices", "Default"),
          "Succeed",
          Set.of("InputPath", "OutputPath", "Output"),
          "Fail",
          Set.of("Error", "Cause", "ErrorPath", "CausePath"));

  private StateFields() {}

  /** Returns the fields of a type; none if there is no such type. */
  static Set<String> of(String type) {
    return OF.getOrDefault(type, Set.of());
  }
}
