package io.tenfold.cli.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.cli.InProcess;
import io.tenfold.cli.console.ExitCode;
import io.tenfold.local.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointFileTest {
  @TempDir Path folder;

  @Test
  void anotherProcessFindsTheEndpoint() throws IOException {
    new EndpointFile(folder).write("http://127.0.0.1:4566");
    assertThat(new EndpointFile(folder).running().url()).isEqualTo("http://127.0.0.1:4566");
  }

  @Test
  void aBrokenFileIsNoEndpoints() throws IOException {
    new EndpointFile(folder).write("http://127.0.0.1:4566");
    Path file = folder.resolve("endpoint.pid");
    String written = Files.readString(file);
    for (String broken :
        new String[] {
          "",
          "x\ny\nz\n",
          "99999999999999999999\ny\nhttp://127.0.0.1:1\n",
          "\u00ff",
          // Handed to a shell's eval, by tenfold status --env.
          written.replace(":4566", ":4566;rm -rf x")
        }) {
      Files.write(file, broken.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(new EndpointFile(folder).running()).as(broken).isNull();
    }
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    Path file = Files.createDirectories(folder.resolve("endpoint.pid"));
    for (String command : new String[] {"status", "down"}) {
      InProcess ended = InProcess.run(command, "--folder", folder.toString());
      assertThat(ended.code()).isEqualTo(ExitCode.ERROR);
      assertThat(ended.err()).startsWith("Can't read the pid file " + file);
    }
  }

  @Test
  void howTheEndpointStandsIsJson() throws Exception {
    InProcess none = InProcess.run("status", "--json", "--folder", folder.toString());
    assertThat(none.code()).isEqualTo(ExitCode.RUN_FAILED);
    Map<String, Object> stopped = new HashMap<>();
    stopped.put("running", false);
    stopped.put("folder", folder.toString());
    stopped.put("url", null);
    stopped.put("pid", null);
    stopped.put("environment", null);
    assertThat(Json.parse(none.out())).isEqualTo(stopped);

    InProcess down = InProcess.run("down", "--json", "--folder", folder.toString());
    assertThat(down.code()).isZero();
    assertThat(Json.parse(down.out())).isEqualTo(stopped);

    new EndpointFile(folder).write("http://127.0.0.1:4566");
    InProcess running = InProcess.run("status", "--json", "--folder", folder.toString());
    assertThat(running.code()).isZero();
    Map<?, ?> json = (Map<?, ?>) Json.parse(running.out());
    assertThat(json.get("running")).isEqualTo(true);
    assertThat(json.get("url")).isEqualTo("http://127.0.0.1:4566");
    assertThat(json.get("pid").toString()).isEqualTo(ProcessHandle.current().pid() + "");
    Map<?, ?> environment = (Map<?, ?>) json.get("environment");
    assertThat(environment.get("AWS_ENDPOINT_URL")).isEqualTo("http://127.0.0.1:4566");
    assertThat(environment.get("AWS_REGION")).isEqualTo("us-east-1");
  }
}
