package io.tenfold.function.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The file of arguments that native-image reads. */
class NativeArgumentsTest {
  private static String read(String... arguments) throws IOException {
    Properties properties = new Properties();
    properties.load(new ByteArrayInputStream(new NativeArguments().add(List.of(arguments)).file()));
    return properties.getProperty("Args");
  }

  @Test
  void theyAreInTheOrderInWhichTheyWereAdded() throws IOException {
    NativeArguments arguments = new NativeArguments().add(List.of("-Os")).add(List.of("-O3"));

    assertThat(arguments.file()).asString().isEqualTo("Args = -Os -O3\n");
    assertThat(read("-H:A=b", "--verbose")).isEqualTo("-H:A=b --verbose");
  }

  @Test
  void backslashesAreThereAsTheyWereGiven() throws IOException {
    assertThat(read("-H:IncludeResources=.*\\.txt$")).isEqualTo("-H:IncludeResources=.*\\.txt$");
  }

  @Test
  void anArgumentWithABlankIsOneArgument() throws IOException {
    assertThat(read("-Da=b c", "-Dq=\"")).isEqualTo("\"-Da=b c\" \"-Dq=\\\"\"");
  }
}
