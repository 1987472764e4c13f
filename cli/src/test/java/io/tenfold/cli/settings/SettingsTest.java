package io.tenfold.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.cli.console.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @TempDir Path folder;

  private Settings with(String file, Map<String, String> environment) throws IOException {
    Files.writeString(folder.resolve("tenfold.properties"), file);
    return Settings.of(folder, environment);
  }

  @Test
  void theEnvironmentGoesBeforeTheFile() throws IOException {
    Settings settings =
        with(
            "# Ours\nbucket = of-the-file\nqueue-url=https://queue\n",
            Map.of("TENFOLD_BUCKET", "of-the-environment"));
    assertThat(settings.text(Setting.BUCKET)).isEqualTo("of-the-environment");
    assertThat(settings.text(Setting.QUEUE_URL)).isEqualTo("https://queue");
    assertThat(settings.text(Setting.STATE_MACHINE_ARN)).isNull();
  }

  @Test
  void whatIsEmptyIsNotSet() throws IOException {
    Settings settings = with("bucket=of-the-file\nworkflow=\n", Map.of("TENFOLD_BUCKET", " "));
    assertThat(settings.text(Setting.BUCKET)).isEqualTo("of-the-file");
    assertThat(settings.path(Setting.WORKFLOW, Path.of("usual"))).isEqualTo(Path.of("usual"));
  }

  @Test
  void withoutAFileTheEnvironmentAloneIsAsked() {
    assertThat(Settings.of(folder, Map.of("TENFOLD_FOLDER", "runs")).path(Setting.FOLDER, null))
        .isEqualTo(Path.of("runs"));
  }

  @Test
  void aSettingThatThereIsNotIsNamedWithThoseThereAre() {
    assertThatThrownBy(() -> with("functoin=a.zip", Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("tenfold.properties: there is no setting functoin")
        .hasMessageContaining("function, module, workflow, folder");
  }

  @Test
  void aFileThatIsNotUtf8IsRefused() throws IOException {
    Files.write(folder.resolve("tenfold.properties"), new byte[] {'f', '=', (byte) 0xfc});
    assertThatThrownBy(() -> Settings.of(folder, Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127", "10241", "-1", "1e3", "a lot", "99999999999"})
  void aNumberOutOfItsBoundsSaysWhereItStands(String memory) throws IOException {
    Settings settings = with("memory=" + memory, Map.of());
    assertThatThrownBy(() -> settings.number(Setting.MEMORY, 512, 128, 10_240))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("tenfold.properties: memory is " + memory)
        .hasMessageContaining("from 128 to 10240");
  }

  @Test
  void theVariablesNameIsTheKeysInCapitals() {
    assertThat(Setting.STATE_MACHINE_ARN.key()).isEqualTo("state-machine-arn");
    assertThat(Setting.STATE_MACHINE_ARN.variable()).isEqualTo("TENFOLD_STATE_MACHINE_ARN");
  }
}
