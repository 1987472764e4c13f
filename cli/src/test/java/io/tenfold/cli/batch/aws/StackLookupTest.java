package io.tenfold.cli.batch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.batch.aws.StackLookup.Place;
import io.tenfold.cli.console.UserError;
import io.tenfold.cli.settings.Settings;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackLookupTest {
  private final Map<Place, String> options = new EnumMap<>(Place.class);

  private StackLookup lookup(Map<String, String> environment) {
    return new StackLookup(
        options,
        Settings.of(Path.of("no-such-folder"), environment),
        new TerraformOutputs(Path.of("no-such-folder")));
  }

  @Test
  void theCommandLineGoesBeforeTheEnvironment() {
    options.put(Place.BUCKET, "of-the-option");
    StackLookup lookup =
        lookup(Map.of("TENFOLD_BUCKET", "other", "TENFOLD_QUEUE_URL", "https://queue"));
    assertThat(lookup.find(Place.BUCKET)).isEqualTo("of-the-option");
    assertThat(lookup.find(Place.QUEUE)).isEqualTo("https://queue");
  }

  @Test
  void aStackThatIsGivenHasTheUsualPrefixes() {
    StackLookup lookup =
        lookup(Map.of("TENFOLD_BUCKET", "b", "TENFOLD_STATE_MACHINE_ARN", "arn:machine"));
    assertThat(lookup.stack())
        .isEqualTo(new Batches.Stack("arn:machine", "b", "input/", "results/", null));
  }

  @Test
  void whatNobodySaysIsAskedOfTerraform() {
    assertThatThrownBy(() -> lookup(Map.of("TENFOLD_BUCKET", " ")).find(Place.BUCKET))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("There is no folder no-such-folder")
        .hasMessageContaining("--bucket");
  }

  @Test
  void whatIsNoStateMachinesArnIsSaidToBeNone() {
    StackLookup lookup = lookup(Map.of("TENFOLD_STATE_MACHINE_ARN", "arn:machine"));
    assertThatThrownBy(lookup::stateMachine)
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("The stack's state machine: 'arn:machine' is no ARN; expected is ");
  }
}
