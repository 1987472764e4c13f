package io.tenfold.local.asl.execution;

import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
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

  /**
   * An event.
   *
   * @param id from 1; 0 of an event that is the engine's own, and none on AWS
   * @param previousId the event that led to it, in the same branch; 0 where there is none
   * @param type such as {@code TaskStateEntered}
   */
  public record Event(
      long id, long previousId, Instant timestamp, String type, Map<String, Object> details) {}

  /** The most events that an execution may have, the last of which tells how it ended. */
  private static final long MOST = 25_000;

  private final long most;
  private final List<Event> events = new ArrayList<>();
  private long lastId;

  /**
   * Makes the history of a STANDARD execution.
   *
   * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html">Quotas
   *     related to state executions</a>
   */
  public ExecutionHistory() {
    this(MOST);
  }

  private ExecutionHistory(long most) {
    this.most = most;
  }

  /** Makes the history of an EXPRESS execution. */
  public static ExecutionHistory withoutLimit() {
    return new ExecutionHistory(Long.MAX_VALUE);
  }

  /** Tells whether only the execution's end has room. */
  synchronized boolean full() {
    return lastId >= most - 1;
  }

  /**
   * Adds an event and returns its id.
   *
   * @throws StateError {@code States.Runtime} if there is no room for it: as recorded on AWS, that
   *     is the execution's last event
   */
  synchronized long add(String type, Map<String, Object> details, long previousId) {
    if (full() && !type.startsWith("Execution")) {
      throw new StateError(
          ErrorNames.RUNTIME,
          "The execution reached the maximum number of history events (" + most + ").");
    }
    events.add(new Event(++lastId, previousId, Instant.now(), type, details));
    return lastId;
  }

  /** Adds an event that follows whichever was the last, and returns its id. */
  synchronized long addLast(String type, Map<String, Object> details) {
    return add(type, details, lastId);
  }

  /** Returns how many events there are, those that AWS does not have left out. */
  public synchronized long count() {
    return lastId;
  }

  /**
   * Returns what an expression's failure follows after an event: what a state's entering followed,
   * or the failure of a Map or Parallel, if the event is that, but not of a Wait state; any other
   * event's id is returned as it is.
   */
  synchronized long beforeStep(long id) {
    return events.stream()
        .filter(event -> event.id() == id)
        .filter(event -> event.type().matches(".*State(Entered|Failed)"))
        .filter(event -> !event.type().equals("WaitStateEntered"))
        .mapToLong(Event::previousId)
        .findFirst()
        .orElse(id);
  }

  /** Adds an event that AWS does not have. */
  synchronized void addOwn(String type, Map<String, Object> details) {
    events.add(new Event(0, 0, Instant.now(), type, details));
  }

  /** Returns the events so far. */
  public synchronized List<Event> events() {
    return List.copyOf(events);
  }
}
