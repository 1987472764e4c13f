package io.tenfold.local.lambda;

import java.util.LinkedHashMap;
import java.util.Map;

/** The variables by which the AWS SDKs and the AWS CLI find out whom to call, and as whom. */
public final class AwsVariables {
  /** Where calls go instead of to AWS. */
  public static final String ENDPOINT = "AWS_ENDPOINT_URL";

  private AwsVariables() {}

  /**
   * Returns what leaves an SDK with the credentials that it is given, and no others: on Lambda
   * there is neither a user's folder {@code ~/.aws} nor an instance's metadata service, and what a
   * batch does on this machine is not to be done with its user's own credentials by accident.
   *
   * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html">Location of
   *     the shared files</a>
   * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-credentials.html">
   *     IMDS credential provider</a>
   */
  public static Map<String, String> ofSandbox() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("AWS_CONFIG_FILE", "/dev/null");
    variables.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
    variables.put("AWS_EC2_METADATA_DISABLED", "true");
    return variables;
  }

  /** Returns what leads to an endpoint that takes any credentials, with dummy ones. */
  public static Map<String, String> ofEndpoint(String url) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put(ENDPOINT, url);
    variables.put("AWS_ACCESS_KEY_ID", "test");
    variables.put("AWS_SECRET_ACCESS_KEY", "test");
    return variables;
  }
}
