package io.tenfold.local.asl.error;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What was found wrong with a definition so far, each fault once, in the order it was found. Where
 * Step Functions has a code for what is wrong at a place, what the engine lacks there does not
 * matter.
 */
public final class DefinitionFaults {
  private final Set<DefinitionFault> faults = new LinkedHashSet<>();
  private final Set<String> refused = new HashSet<>();

  /** Adds what is wrong. */
  public void add(DefinitionException wrong) {
    wrong.faults().forEach(this::add);
  }

  /** Adds what was found wrong with a part of the definition; what is at a place comes first. */
  public void add(DefinitionFaults part, String place) {
    part.faults.stream().filter(fault -> isOf(fault, place)).forEach(this::add);
    part.faults.forEach(this::add);
  }

  private void add(DefinitionFault fault) {
    if (fault.code() != null) {
      refused.add(fault.location());
    }
    if (fault.code() != null || !refused.contains(fault.location())) {
      faults.add(fault);
    }
  }

  private static boolean isOf(DefinitionFault fault, String place) {
    return Objects.equals(fault.location(), place);
  }

  /**
   * Reads a part of the definition.
   *
   * @return null where it is refused, which is added
   */
  public <T> T of(Supplier<T> part) {
    try {
      return part.get();
    } catch (DefinitionException e) {
      add(e);
      return null;
    }
  }

  /** Tells how many there are. */
  public int count() {
    return faults.size();
  }

  /** Tells whether something is wrong with a place itself. */
  public boolean isAt(String place) {
    return faults.stream().anyMatch(fault -> isOf(fault, place));
  }

  /** Tells whether something is wrong with a place, or within it. */
  public boolean isWithin(String place) {
    return faults.stream()
        .map(DefinitionFault::location)
        .filter(Objects::nonNull)
        .anyMatch(
            at -> at.equals(place) || at.startsWith(place + "/") || at.startsWith(place + "["));
  }

  /**
   * Ends the reading.
   *
   * @throws DefinitionException with all that is wrong, if something is
   */
  public void check() {
    if (!faults.isEmpty()) {
      throw new DefinitionException(List.copyOf(faults));
    }
  }
}
