package io.tenfold.local.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BucketPolicyTest {
  private static boolean deniesItsDeletion(String statement) {
    String policy = "{\"Version\": \"2012-10-17\", \"Statement\": " + statement + "}";
    return BucketPolicy.deniesItsDeletion(
        "orders.2026", policy.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Effect': 'Deny', 'Principal': '*', 'Action': 's3:DeleteBucketPolicy', 'Resource': '*'}",
        "[{'Effect': 'Allow', 'Principal': '*', 'Action': 's3:GetObject', 'Resource': '*'},"
            + " {'Effect': 'Deny', 'Principal': {'AWS': ['*']}, 'Action': ['s3:Get*',"
            + " 'S3:delete*policy'], 'Resource': ['arn:aws:s3:::orders.2026/*',"
            + " 'arn:aws:s3:::orders.202?']}]",
        "{'Effect': 'Deny', 'Principal': '*', 'Action': 's3:*', 'Resource':"
            + " 'arn:aws:s3:::orders.2026', 'Condition': {'ArnNotLike': {'aws:PrincipalArn':"
            + " 'arn:*:iam::*:root'}}}",
      })
  void deniesEverybodyToDeleteIt(String statement) {
    assertThat(deniesItsDeletion(statement)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{'Effect': 'Allow', 'Principal': '*', 'Action': 's3:DeleteBucketPolicy', 'Resource': '*'}",
        "{'Effect': 'Deny', 'Principal': '*', 'Action': 's3:DeleteBucket', 'Resource': '*'}",
        "{'Effect': 'Deny', 'Principal': '*', 'Action': 's3:*', 'Resource':"
            + " 'arn:aws:s3:::orders.2026/*'}",
        "{'Effect': 'Deny', 'Principal': '*', 'Action': 's3:*', 'Resource':"
            + " 'arn:aws:s3:::orders-2026'}",
        "{'Effect': 'Deny', 'Principal': {'AWS': 'arn:aws:iam::123456789012:role/batch'},"
            + " 'Action': 's3:*', 'Resource': '*'}",
        "{'Effect': 'Deny', 'Principal': '*', 'Action': 's3:*', 'Resource': '*',"
            + " 'Condition': {'Bool': {'aws:SecureTransport': 'false'}}}",
        "{'Effect': 'Deny', 'Principal': '*', 'Action': 's3:*', 'Resource': '*',"
            + " 'Condition': {'ArnNotLike': {'aws:PrincipalArn': 'arn:aws:iam::*:role/deployer'}}}",
      })
  void deniesItToNobodyOrOnlyToSome(String statement) {
    assertThat(deniesItsDeletion(statement)).isFalse();
  }
}
