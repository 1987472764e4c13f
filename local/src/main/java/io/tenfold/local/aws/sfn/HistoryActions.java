package io.tenfold.local.aws.sfn;

import io.tenfold.local.aws.sfn.request.Page;
import io.tenfold.local.aws.sfn.request.Parameters;
import io.tenfold.local.aws.sfn.request.Timestamp;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * GetExecutionHistory.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html">GetExecutionHistory</a>
 */
final class HistoryActions {
  private HistoryActions() {}

  static void register(Map<String, Action> actions) {
    actions.put("GetExecutionHistory", HistoryActions::get);
  }

  private static Map<String, Object> get(Parameters input, RegionalMachines machines) {
    MachineRun run = machines.run(input.requiredText("executionArn"));
    boolean data = input.flag("includeExecutionData", true);
    List<HistoryEvents.Event> events = new HistoryEvents(run).list();
    if (input.flag("reverseOrder", false)) {
      Collections.reverse(events);
    }
    return Page.of(
        "events",
        input,
        events,
        event -> Long.toString(event.id()),
        event -> {
          Map<String, Object> item = new LinkedHashMap<>();
          item.put("timestamp", Timestamp.of(event.timestamp()));
          item.put("type", event.type());
          item.put("id", event.id());
          item.put("previousEventId", event.previousId());
          item.putAll(event.details(data));
          return item;
        });
  }
}
