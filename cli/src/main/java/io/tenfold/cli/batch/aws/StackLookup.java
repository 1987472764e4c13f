package io.tenfold.cli.batch.aws;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.console.UserError;
import io.tenfold.cli.settings.Setting;
import io.tenfold.cli.settings.Settings;
import io.tenfold.local.arn.MalformedArn;
import io.tenfold.local.arn.StateMachineArn;
import java.util.Map;

/**
 * Finds out where the stack is: by what the command line says, else by what is set, else
 * Terraform's outputs, which are asked for only if something is needed that the others don't say.
 */
public final class StackLookup {
  private final Map<Place, String> options;
  private final Settings settings;
  private final TerraformOutputs terraform;

  /** What there is to find out, and where it is said. */
  public enum Place {
    STATE_MACHINE("--state-machine", Setting.STATE_MACHINE_ARN, "state_machine_arn", null),
    BUCKET("--bucket", Setting.BUCKET, "bucket", null),
    QUEUE("--queue-url", Setting.QUEUE_URL, "queue_url", null),
    INPUT_PREFIX(null, Setting.INPUT_PREFIX, "input_prefix", "input/"),
    RESULTS_PREFIX(null, Setting.RESULTS_PREFIX, "results_prefix", "results/");

    private final String option;
    private final Setting setting;
    private final String output;
    private final String usual;

    Place(String option, Setting setting, String output, String usual) {
      this.option = option;
      this.setting = setting;
      this.output = output;
      this.usual = usual;
    }
  }

  /** Takes what the command line says (null where it does not) and what is set. */
  public StackLookup(Map<Place, String> options, Settings settings, TerraformOutputs terraform) {
    this.options = options;
    this.settings = settings;
    this.terraform = terraform;
  }

  /** Returns what the command line says or what is set, or null. */
  public String said(Place place) {
    String option = options.get(place);
    return option != null ? option : settings.text(place.setting);
  }

  /**
   * Returns a place.
   *
   * @throws UserError if nobody knows it
   */
  public String find(Place place) {
    String said = said(place);
    if (said != null) {
      return said;
    }
    // A stack that is given by its bucket need not be Terraform's, and has the usual prefixes.
    if (place.usual != null && said(Place.BUCKET) != null) {
      return place.usual;
    }
    String output = terraform.text(place.output);
    if (output != null) {
      return output;
    }
    if (place.usual != null) {
      return place.usual;
    }
    throw new UserError(
        "The stack's Terraform has no output "
            + place.output
            + ". Give "
            + place.option
            + ", or set "
            + place.setting.variable()
            + ".");
  }

  /**
   * Returns the state machine.
   *
   * @throws UserError if nobody knows it, or what is said is not the ARN of one
   */
  public StateMachineArn stateMachine() {
    try {
      return StateMachineArn.parse(find(Place.STATE_MACHINE));
    } catch (MalformedArn e) {
      throw new UserError("The stack's state machine: " + e.getMessage() + ".", e);
    }
  }

  /** Returns the whole stack; its queue is null where only Terraform, not asked yet, knows it. */
  Batches.Stack stack() {
    boolean asked = said(Place.BUCKET) == null || said(Place.STATE_MACHINE) == null;
    String queue = said(Place.QUEUE);
    return new Batches.Stack(
        find(Place.STATE_MACHINE),
        find(Place.BUCKET),
        find(Place.INPUT_PREFIX),
        find(Place.RESULTS_PREFIX),
        queue == null && asked ? terraform.text(Place.QUEUE.output) : queue);
  }
}
