package io.tenfold.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An endpoint whose moto somebody kills. */
@Timeout(120)
final class MotoDeathTest {
  @TempDir Path folder;

  @Test
  void theDeathOfMotoIsSaidAndAnsweredWithServiceUnavailable() throws Exception {
    List<String> warnings = new CopyOnWriteArrayList<>();
    try (Endpoint aws = EndpointExtension.start(folder, warnings::add)) {
      aws.send("s3", "PUT", "/bucket").ok();
      ProcessHandle moto = ProcessHandle.of(aws.motoPid()).orElseThrow();
      moto.destroyForcibly();
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (warnings.isEmpty() && System.nanoTime() < end) {
        Thread.sleep(20);
      }

      assertThat(warnings).singleElement().asString().startsWith("moto has ended");
      Endpoint.Answer s3 = aws.send("s3", "GET", "/bucket/key");
      assertThat(s3.status()).isEqualTo(503);
      assertThat((String) s3.body())
          .contains("<Code>ServiceUnavailable</Code>", "moto has ended (exit status 137)");
      Endpoint.Answer sqs = aws.sqs("ListQueues");
      assertThat(sqs.status()).isEqualTo(503);
      assertThat(sqs.text("__type")).isEqualTo("ServiceUnavailable");
    }
    assertThat(warnings).as("none of the endpoint's own end").hasSize(1);
  }

  @Test
  void anEndpointThatEndsDoesNotSayThatMotoDied() throws Exception {
    List<String> warnings = new CopyOnWriteArrayList<>();
    EndpointExtension.start(folder, warnings::add).close();

    assertThat(warnings).isEmpty();
  }
}
