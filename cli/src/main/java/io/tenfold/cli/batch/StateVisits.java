package io.tenfold.cli.batch;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which of a workflow's states an execution has been in, from the events of its history. */
public final class StateVisits {
  private static final String ENTERED = "StateEntered";
  private static final String EXITED = "StateExited";

  /**
   * The times that an execution was in a state.
   *
   * @param times how often it entered it, 1 or more
   * @param entered when it did so last
   * @param exited when it left it after that; null if it has not
   */
  public record Visit(long times, Instant entered, Instant exited) {}

  private final Map<String, Visit> visits = new LinkedHashMap<>();

  /**
   * Takes the next event; one that is not about a state changes nothing.
   *
   * @param type as Step Functions calls it, such as {@code TaskStateEntered}
   * @param state the state's name, null where the event has none
   */
  public void add(String type, String state, Instant time) {
    if (state == null) {
      return;
    }
    Visit before = visits.get(state);
    if (type.endsWith(ENTERED)) {
      visits.put(state, new Visit(before == null ? 1 : before.times() + 1, time, null));
    } else if (type.endsWith(EXITED) && before != null) {
      visits.put(state, new Visit(before.times(), before.entered(), time));
    }
  }

  /** Returns the visits by the states' names, in the order of the first ones. */
  public Map<String, Visit> all() {
    return new LinkedHashMap<>(visits);
  }
}
