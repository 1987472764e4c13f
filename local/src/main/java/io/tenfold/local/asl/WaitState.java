package io.tenfold.local.asl;

import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.Sleeper;
import io.tenfold.local.asl.execution.State;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.jsonata.Template;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Wait: goes on after a number of seconds or at a time.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html">Wait
 *     state</a>
 */
public final class WaitState implements StateType {
  /** The most Step Functions allows, a little over three years. */
  private static final long MOST_SECONDS = 99_999_999;

  private static final long MOST_DAYS = 24_856;

  /** Stricter than what an expression may return: seconds and capital letters. */
  private static final Pattern RFC_3339 =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

  private final Sleeper sleeper;

  /** Takes the way to wait. */
  public WaitState(Sleeper sleeper) {
    this.sleeper = sleeper;
  }

  @Override
  public String name() {
    return "Wait";
  }

  @Override
  public State parse(Fields fields, WorkflowParser workflows) {
    Template seconds = fields.wholeNumberTemplate("Seconds", 0, MOST_SECONDS);
    Template timestamp = fields.template("Timestamp");
    if (fields.language() == QueryLanguage.JSONATA
        || !fields.has("SecondsPath") && !fields.has("TimestampPath")) {
      fields.requireOne("SecondsPath", "Seconds", "TimestampPath", "Timestamp");
    }
    if (timestamp instanceof Template.Literal literal
        && !(RFC_3339.matcher(String.valueOf(literal.value())).matches()
            && time(literal.value()).isPresent())) {
      fields.report(fields.refused("Timestamp", "String does not match RFC3339 timestamp"));
    }
    Exit exit = Exit.of(fields);
    return context -> {
      Duration wait = seconds == null ? until(context, timestamp) : seconds(context, seconds);
      if (!wait.isNegative() && !wait.isZero()) {
        sleeper.sleep(wait);
      }
      return exit.leave(context);
    };
  }

  private static Duration seconds(StateContext context, Template seconds) {
    if (context.evaluate(seconds) instanceof Number number
        && number.doubleValue() == Math.rint(number.doubleValue())
        && number.longValue() >= 0
        && number.longValue() <= MOST_SECONDS) {
      return Duration.ofSeconds(number.longValue());
    }
    throw new StateError(
        ErrorNames.QUERY_EVALUATION_ERROR,
        "The field 'Seconds' of the Wait state '"
            + context.stateName()
            + "' must be a whole number from 0 to "
            + MOST_SECONDS);
  }

  private static Duration until(StateContext context, Template timestamp) {
    Object value = context.evaluate(timestamp);
    Instant time =
        time(value)
            .orElseThrow(
                () ->
                    new StateError(
                        ErrorNames.QUERY_EVALUATION_ERROR,
                        StateError.within(context.stateName(), context.enteredEvent())
                            + "The Timestamp field cannot be parsed as an ISO-8601 extended offset"
                            + " date-time format string: "
                            + value));
    Duration wait = Duration.between(Instant.now(), time);
    // Recorded on AWS: seconds from now that 31 bits do not hold.
    if (wait.toDays() >= MOST_DAYS) {
      throw new StateError(
          ErrorNames.RUNTIME,
          "The Wait state '" + context.stateName() + "' would wait for too long: until " + value);
    }
    return wait;
  }

  private static Optional<Instant> time(Object value) {
    try {
      return Optional.of(OffsetDateTime.parse(String.valueOf(value)).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
