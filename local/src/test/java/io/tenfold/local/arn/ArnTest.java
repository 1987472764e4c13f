package io.tenfold.local.arn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArnTest {

  @Test
  void anArnHasFivePartsOfWhichTheLastMayHaveColons() {
    assertThat(Arn.parse("arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:orders:live"))
        .isEqualTo(
            new Arn(
                "aws-us-gov", "lambda", "us-gov-west-1", "123456789012", "function:orders:live"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws-cn:sqs:cn-north-1:123456789012:queue",
        "arn:aws:s3:::bucket/key",
        "arn:aws:iam::aws:policy/AdministratorAccess",
        "arn:aws:states:::lambda:invoke"
      })
  void anArnIsWrittenAsItWasRead(String text) {
    assertThat(Arn.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "arn,is no ARN",
    "arn:aws:s3::,is no ARN",
    "urn:aws:s3:::bucket,is no ARN",
    "arn:AWS:s3:::bucket,has 'AWS' for a partition",
    "arn:aws::::bucket,has '' for a service",
    "arn:aws:sqs:EU:123456789012:queue,has 'EU' for a Region",
    "arn:aws:sqs:eu-west-1:12345678901:queue,has '12345678901' for an account",
    "arn:aws:sqs:eu-west-1:123456789012:,names no resource"
  })
  void whatIsNoArnIsSaidToBeNoneAndWhy(String text, String problem) {
    assertThatThrownBy(() -> Arn.parse(text))
        .isInstanceOf(MalformedArn.class)
        .hasMessageStartingWith("'" + text + "' " + problem)
        .hasMessageEndingWith("; expected is arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE");
    assertThat(Arn.find(text)).isEmpty();
  }

  @Test
  void anIntegrationIsOfStepFunctionsAndOfNoAccount() {
    assertThat(Arn.integration("arn:aws-cn:states:::aws-sdk:s3:getObject"))
        .contains("aws-sdk:s3:getObject");
    assertThat(Arn.integration("arn:aws:states:eu-west-1:123456789012:activity:a")).isEmpty();
    assertThat(Arn.integration("arn:aws:lambda:::invoke")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::123456789012:user/a",
        "arn:aws:iam::123456789012:role/",
        "arn:aws:iam:::role/a",
        "arn:aws:sts::123456789012:role/a"
      })
  void aRoleIsOneOfIamInAnAccount(String other) {
    assertThat(Arn.parse("arn:aws:iam::123456789012:role/path/a").isRole()).isTrue();
    assertThat(Arn.parse(other).isRole()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"eu-central-1,aws", "cn-north-1,aws-cn", "us-gov-east-1,aws-us-gov"})
  void theRegionTellsThePartition(String region, String partition) {
    Account account = new Account(region, "123456789012");
    assertThat(account.function("orders"))
        .hasToString("arn:" + partition + ":lambda:" + region + ":123456789012:function:orders");
    assertThat(account.stateMachine("m"))
        .hasToString("arn:" + partition + ":states:" + region + ":123456789012:stateMachine:m");
  }
}
