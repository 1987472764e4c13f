package io.tenfold.local.trial;

import java.util.Map;
import java.util.Set;

/**
 * What the fields of JSONPath made of the data in a state that has none of them, but is not
 * declared JSONata either: each left it as it was, and TestState shows it after each.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_InspectionData.html">InspectionData</a>
 */
final class JsonPathFields {
  // What is shown of Wait and Parallel is a guess; the others were recorded on AWS.
  private static final Set<String> WITH_RESULT = Set.of("Pass", "Task", "Map", "Parallel");

  private static final Set<String> WITH_PARAMETERS = Set.of("Pass", "Task", "Parallel");

  private JsonPathFields() {}

  /** Adds them to what a state of that type made of its data and came to. */
  static void add(Map<String, Object> inspection, String type, TrialOutcome outcome) {
    Object input = inspection.get("input");
    inspection.put("afterInputPath", input);
    inspection.remove("afterArguments"); // which are JSONata's
    if (WITH_PARAMETERS.contains(type)) {
      inspection.put("afterParameters", input);
    }
    if (outcome.error() == null && WITH_RESULT.contains(type)) {
      inspection.put("afterResultSelector", outcome.output());
      inspection.put("afterResultPath", outcome.output());
    }
  }
}
