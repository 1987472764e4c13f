package io.tenfold.cli.batch.aws;

import io.tenfold.cli.environment.GivenAws;
import io.tenfold.local.lambda.AwsVariables;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** The AWS that the AWS CLI would have in this shell, for a function that is to have it, too. */
public final class OwnAws {
  private OwnAws() {}

  /**
   * Returns the credentials and the Region, from where the SDK finds them, and the endpoint that
   * the shell names, if it does; temporary credentials are not renewed.
   *
   * @throws io.tenfold.cli.console.UserError if there are none
   */
  public static GivenAws of(Map<String, String> shell) {
    AwsFaults faults = new AwsFaults("AWS");
    Map<String, String> variables = new LinkedHashMap<>();
    AwsCredentials own =
        faults.call(
            "give the function this shell's credentials",
            () -> {
              try (DefaultCredentialsProvider provider =
                  DefaultCredentialsProvider.builder().build()) {
                return provider.resolveCredentials();
              }
            });
    variables.put("AWS_ACCESS_KEY_ID", own.accessKeyId());
    variables.put("AWS_SECRET_ACCESS_KEY", own.secretAccessKey());
    if (own instanceof AwsSessionCredentials session) {
      variables.put("AWS_SESSION_TOKEN", session.sessionToken());
    }
    String endpoint = shell.get(AwsVariables.ENDPOINT);
    if (endpoint != null && !endpoint.isBlank()) {
      variables.put(AwsVariables.ENDPOINT, endpoint);
    }
    return new GivenAws(
        GivenAws.OWN,
        faults.call(
            "give the function this shell's Region",
            () -> new DefaultAwsRegionProviderChain().getRegion().id()),
        variables);
  }
}
