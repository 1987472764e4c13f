package io.tenfold.local;

import java.util.Map;

/**
 * What this machine gives Tenfold's own workflow file for its placeholders, where Terraform's
 * {@code templatefile} does so on AWS, with the defaults of Terraform's root.
 *
 * @param functionArn with its version or alias, where it has one
 * @param maxConcurrency how many records are in flight where an execution's input does not say
 */
public record WorkflowPlaceholders(
    String bucket, String functionArn, String queueUrl, int maxConcurrency) {
  private static final int MAX_CONCURRENCY = 10;

  /** As the other constructor, with ten records in flight. */
  public WorkflowPlaceholders(String bucket, String functionArn, String queueUrl) {
    this(bucket, functionArn, queueUrl, MAX_CONCURRENCY);
  }

  /** Returns the values by the names that the file has. */
  public Map<String, String> values() {
    return Map.of(
        "bucket",
        bucket,
        "results_prefix",
        "results",
        "function_arn",
        functionArn,
        "queue_url",
        queueUrl,
        "max_concurrency",
        Integer.toString(maxConcurrency),
        "tolerated_failure_percentage",
        "50");
  }
}
