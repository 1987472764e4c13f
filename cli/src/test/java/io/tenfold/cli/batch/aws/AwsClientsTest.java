package io.tenfold.cli.batch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.arn.Arn;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsClientsTest {
  private static String logs(boolean elsewhere, String partition, String region) {
    try (AwsClients clients =
        new AwsClients(new AwsAccess(null, () -> region, null, "AWS", elsewhere, false))) {
      return clients.logsLink(
          Arn.parse(
              "arn:" + partition + ":lambda:" + region + ":123456789012:function:orders:live"),
          Instant.ofEpochMilli(1_000),
          Instant.ofEpochMilli(2_000));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "aws,eu-central-1,console.aws.amazon.com",
    "aws-cn,cn-north-1,console.amazonaws.cn",
    "aws-us-gov,us-gov-west-1,console.amazonaws-us-gov.com"
  })
  void aFunctionsLogIsInItsPartitionsConsole(String partition, String region, String host) {
    assertThat(logs(false, partition, region))
        .isEqualTo(
            "https://"
                + host
                + "/cloudwatch/home?region="
                + region
                + "#logsV2:log-groups/log-group/$252Faws$252Flambda$252Forders"
                + "/log-events$3Fstart$3D1000$26end$3D2000");
  }

  @Test
  void whereNoConsoleIsThereIsNoLink() {
    assertThat(logs(true, "aws", "eu-central-1")).isNull();
  }
}
