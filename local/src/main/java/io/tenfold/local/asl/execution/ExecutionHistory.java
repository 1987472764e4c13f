package io.tenfold.local.asl.execution;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The events of an execution, in the order they happened.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html">HistoryEvent</a>
 */
public final class ExecutionHistory {

  /** An event: its id (from 1), time, type such as {@code TaskStateEntered}, and details. */
  public record Event(long id, Instant timestamp, String type, Map<String, Object> details) {}

  private final List<Event> events = new ArrayList<>();

  /** Adds an event. */
  public synchronized void add(String type, Map<String, Object> details) {
    events.add(new Event(events.size() + 1L, Instant.now(), type, details));
  }

  /** Returns the events so far. */
  public synchronized List<Event> events() {
    return List.copyOf(events);
  }
}
