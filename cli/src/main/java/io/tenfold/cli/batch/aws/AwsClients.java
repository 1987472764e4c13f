package io.tenfold.cli.batch.aws;

import io.tenfold.local.arn.Arn;
import io.tenfold.local.arn.ExecutionArn;
import io.tenfold.local.arn.StateMachineArn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The SDK's clients, each made when it is first needed: making one takes a while. */
final class AwsClients implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(60);

  private final AwsAccess access;
  private final List<SdkAutoCloseable> open = new ArrayList<>();
  private SdkHttpClient http;
  private SfnClient stepFunctions;
  private S3Client s3;
  private SqsClient queues;

  AwsClients(AwsAccess access) {
    this.access = access;
  }

  /** Returns Step Functions. */
  SfnClient stepFunctions() {
    if (stepFunctions == null) {
      stepFunctions = opened(configured(SfnClient.builder().httpClient(http())).build());
    }
    return stepFunctions;
  }

  /** Returns S3. */
  S3Client s3() {
    if (s3 == null) {
      s3 =
          opened(
              configured(S3Client.builder().httpClient(http()).forcePathStyle(access.elsewhere()))
                  .build());
    }
    return s3;
  }

  /** Returns SQS. */
  SqsClient queues() {
    if (queues == null) {
      queues = opened(configured(SqsClient.builder().httpClient(http())).build());
    }
    return queues;
  }

  private SdkHttpClient http() {
    if (http == null) {
      http =
          opened(
              UrlConnectionHttpClient.builder()
                  .connectionTimeout(CONNECT_LIMIT)
                  .socketTimeout(SILENCE_LIMIT)
                  .build());
    }
    return http;
  }

  private <T extends SdkAutoCloseable> T opened(T closeable) {
    open.add(closeable);
    return closeable;
  }

  private <B extends AwsClientBuilder<B, ?>> B configured(B builder) {
    String region = access.region().get();
    if (region != null) {
      builder.region(Region.of(region));
    }
    if (access.endpoint() != null) {
      builder.endpointOverride(access.endpoint());
    }
    if (access.anyKeys()) {
      builder.credentialsProvider(
          StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
    }
    if (access.profile() != null) {
      // As with the AWS CLI, a profile that is named goes before keys in the environment.
      builder.credentialsProvider(ProfileCredentialsProvider.create(access.profile()));
      builder.overrideConfiguration(
          ClientOverrideConfiguration.builder().defaultProfileName(access.profile()).build());
    }
    return builder;
  }

  /** Returns the console's page of an execution, or null where no console is. */
  String consoleLink(String executionArn) {
    if (access.elsewhere()) {
      return null;
    }
    StateMachineArn machine = ExecutionArn.parse(executionArn).machine();
    return console(machine.partition())
        + "/states/home?region="
        + machine.region()
        + "#/v2/executions/details/"
        + executionArn;
  }

  /**
   * Returns the console's page of a function's log from a time to another, or null where no console
   * is. Terraform's module gives the log group the name that Lambda would.
   */
  String logsLink(Arn function, Instant from, Instant to) {
    if (access.elsewhere()) {
      return null;
    }
    String name = function.resource().replaceFirst("^function:", "").replaceFirst(":.*", "");
    // The console's own escapes: a percent sign of an address within its fragment is a dollar sign.
    return console(function.partition())
        + "/cloudwatch/home?region="
        + function.region()
        + "#logsV2:log-groups/log-group/$252Faws$252Flambda$252F"
        + name
        + "/log-events$3Fstart$3D"
        + from.toEpochMilli()
        + "$26end$3D"
        + to.toEpochMilli();
  }

  private static String console(String partition) {
    return "https://"
        + switch (partition) {
          case "aws-cn" -> "console.amazonaws.cn";
          case "aws-us-gov" -> "console.amazonaws-us-gov.com";
          default -> "console.aws.amazon.com";
        };
  }

  @Override
  public void close() {
    open.forEach(SdkAutoCloseable::close);
  }
}
