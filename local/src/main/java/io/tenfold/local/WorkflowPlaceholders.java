package io.tenfold.local;

import io.tenfold.local.asl.DefinitionTemplate;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ReaderConfig;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this machine gives Tenfold's own workflow file for its placeholders, where Terraform's
 * {@code templatefile} does so on AWS, with the defaults of Terraform's root.
 *
 * @param functionArn with its version or alias, where it has one
 * @param maxConcurrency how many records are in flight where an execution's input does not say
 * @param reader how its file of records is read
 */
public record WorkflowPlaceholders(
    String bucket, String functionArn, String queueUrl, int maxConcurrency, ReaderConfig reader) {
  private static final int MAX_CONCURRENCY = 10;

  /** The type of the file, with what else belongs to it beside it: as Terraform's module does. */
  private static final Pattern READER =
      Pattern.compile("\"InputType\"\\s*:\\s*\"\\$\\{input_type}\"");

  /** Checks that there is a way to read. */
  public WorkflowPlaceholders {
    Objects.requireNonNull(reader);
  }

  /** As the other constructor, for a JSON array, with ten records in flight. */
  public WorkflowPlaceholders(String bucket, String functionArn, String queueUrl) {
    this(bucket, functionArn, queueUrl, MAX_CONCURRENCY, ReaderConfig.of(InputType.JSON));
  }

  /** Returns the same for files that are read in another way. */
  public WorkflowPlaceholders with(ReaderConfig other) {
    return new WorkflowPlaceholders(bucket, functionArn, queueUrl, maxConcurrency, other);
  }

  /**
   * Returns a workflow file's text with every placeholder replaced. A file that names its reader's
   * type itself keeps that.
   *
   * @throws io.tenfold.local.asl.error.DefinitionException if a placeholder has no value
   */
  public String fill(String workflow) {
    String fields = Json.write(reader.fields());
    String whole =
        READER
            .matcher(workflow)
            .replaceAll(Matcher.quoteReplacement(fields.substring(1, fields.length() - 1)));
    return new DefinitionTemplate(whole)
        .fill(
            Map.of(
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
                "50",
                "batch_size",
                "1",
                "input_type",
                reader.inputType().name()));
  }
}
