package io.tenfold.function.claims;

import io.tenfold.function.Processor;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.TransientFailure;
import io.tenfold.function.claims.ClaimProcessor.Claim;
import io.tenfold.function.claims.ClaimProcessor.Decision;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads an insurance claim's free text and says which desk it goes to, and why. */
@Processor
public class ClaimProcessor implements RecordProcessor<Claim, Decision> {
  private static final Duration ENOUGH_TO_DECIDE = Duration.ofMillis(200);
  private static final List<String> INJURY = List.of("injur", "hospital", "doctor");
  private static final List<String> THEFT = List.of("stolen", "burgl", "theft");

  /** A claim as the customer wrote it; {@code incident} is a date such as 2026-01-31. */
  public record Claim(String policy, LocalDate incident, LocalDate reported, String text) {}

  /** Where the claim goes; {@code reasons} are the words that decided it. */
  public record Decision(String policy, Desk desk, long daysUntilReported, List<String> reasons) {}

  /** The desks, in order of urgency. */
  public enum Desk {
    INJURY,
    THEFT,
    GENERAL
  }

  /** Returns the desk for a claim. */
  @Override
  public Decision process(Claim claim, RecordContext context) {
    require("policy", claim.policy());
    require("incident", claim.incident());
    require("reported", claim.reported());
    require("text", claim.text());
    if (claim.reported().isBefore(claim.incident())) {
      throw new RecordRejected("reported", "must not be before the incident");
    }
    if (context.remainingTime().compareTo(ENOUGH_TO_DECIDE) < 0) {
      throw new TransientFailure("no time left to decide");
    }

    long days = claim.reported().toEpochDay() - claim.incident().toEpochDay();
    List<String> injury = found(INJURY, claim.text());
    if (!injury.isEmpty()) {
      return new Decision(claim.policy(), Desk.INJURY, days, injury);
    }
    List<String> theft = found(THEFT, claim.text());
    return new Decision(claim.policy(), theft.isEmpty() ? Desk.GENERAL : Desk.THEFT, days, theft);
  }

  private static List<String> found(List<String> words, String text) {
    String lowerCase = text.toLowerCase(Locale.ROOT);
    List<String> found = new ArrayList<>(words);
    found.removeIf(word -> !lowerCase.contains(word));
    return found;
  }

  private static void require(String field, Object value) {
    if (value == null) {
      throw new RecordRejected(field, "is missing");
    }
  }
}
