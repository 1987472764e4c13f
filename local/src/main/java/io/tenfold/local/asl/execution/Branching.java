package io.tenfold.local.asl.execution;

import java.util.ArrayList;
import java.util.List;

/**
 * What a Parallel or an inline Map keeps of its branches for a redrive.
 *
 * @param of what they are made of, a JSON value: the branches' input, or the items
 * @param branches how far each one has come
 * @param startedEvent the id of the event with which the state started, 0 where there is none
 */
public record Branching(Object of, List<Progress> branches, long startedEvent) {

  /** Returns the beginning of so many branches. */
  public static Branching of(Object of, int count, long startedEvent) {
    List<Progress> branches = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      branches.add(new Progress());
    }
    return new Branching(of, branches, startedEvent);
  }
}
