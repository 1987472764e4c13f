package io.tenfold.cli.batch.aws;

import io.tenfold.cli.console.UserError;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Puts what AWS and its SDK complain of into sentences: what, where, and what to do. */
final class AwsFaults {
  /** The SDK's words for a profile that is named and is not there. */
  private static final Pattern PROFILE =
      Pattern.compile("Profile file contained no credentials for profile '(.*?)'");

  /** The profile that nobody has asked for. */
  private static final String NO_PROFILE = "default";

  /** What an endpoint is called in messages. */
  private final String endpoint;

  AwsFaults(String endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Makes a call.
   *
   * @param what the call in words, such as {@code start the run}
   * @throws UserError if it fails
   */
  <T> T call(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw explain(what, e);
    }
  }

  /** Returns the sentence for an exception. */
  UserError explain(String what, SdkException e) {
    String prefix = "Can't " + what + ": ";
    if (e instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      return service(prefix, service);
    }
    return client(prefix, e);
  }

  private UserError service(String prefix, AwsServiceException e) {
    String said = e.awsErrorDetails().errorMessage();
    String code = e.awsErrorDetails().errorCode();
    if (code == null) {
      return new UserError(prefix + unexplained(e), e, e.statusCode() >= 500);
    }
    if (e.isThrottlingException() || code.contains("Throttl") || code.equals("SlowDown")) {
      return new UserError(
          prefix + "AWS throttles the account's requests (" + code + "). Try again in a minute.",
          e,
          true);
    }
    String sentence =
        switch (code) {
          case "ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired" ->
              "the AWS credentials have expired. Sign in again (aws sso login, or new keys).";
          case "UnrecognizedClientException",
              "InvalidClientTokenId",
              "InvalidAccessKeyId",
              "InvalidSignatureException",
              "SignatureDoesNotMatch",
              "IncompleteSignature" ->
              "AWS does not accept the credentials ("
                  + code
                  + "). Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the profile.";
          case "AccessDenied", "AccessDeniedException", "403", "Forbidden" ->
              "AWS denies access: "
                  + said
                  + ". Ask for that permission, or use another profile (--profile).";
          case "ExecutionDoesNotExist", "ResourceNotFound", "ResourceNotFoundException" ->
              said
                  + ". Check the ARN, the Region and the account; `tenfold list` shows the runs"
                  + " that there are.";
          case "InvalidArn" ->
              said + ". Give an execution's ARN or name, or last; `tenfold list` shows them.";
          case "StateMachineDoesNotExist", "StateMachineDeleting" ->
              said
                  + ". Check --state-machine and the Region; `terraform -chdir=terraform output`"
                  + " shows the stack's.";
          case "NoSuchBucket" -> "there is no bucket of that name. Check --bucket and the Region.";
          case "NoSuchKey" -> "there is no object of that key.";
          case "AWS.SimpleQueueService.NonExistentQueue",
              "QueueDoesNotExist",
              "QueueDoesNotExistException" ->
              "there is no such queue. Check --queue-url and the Region.";
          case "ExecutionLimitExceeded" ->
              "too many executions run already. Wait for one to end, or stop one.";
          case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraint" ->
              "the bucket is in another Region (" + said + "). Give its Region with --region.";
          default ->
              code
                  + " from "
                  + e.awsErrorDetails().serviceName()
                  + ": "
                  + said
                  + (e.requestId() == null ? "" : " (request " + e.requestId() + ")");
        };
    return new UserError(prefix + sentence, e, e.statusCode() >= 500);
  }

  /**
   * The answer to a HEAD request has no body, and so neither code nor message.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html">HeadObject</a>
   */
  private String unexplained(AwsServiceException e) {
    String service = e.awsErrorDetails().serviceName();
    return switch (e.statusCode()) {
      case 301, 307 -> "the bucket is in another Region. Give its Region with --region.";
      case 400 ->
          service
              + " refuses the request without saying why (status 400): the credentials may have"
              + " expired, or the bucket be in another Region. Sign in again, or give --region.";
      case 403 ->
          "AWS denies access without saying to what (status 403). Ask for the permission, or use"
              + " another profile (--profile).";
      default ->
          service
              + " answers with status "
              + e.statusCode()
              + " and says no more"
              + (e.requestId() == null ? "" : " (request " + e.requestId() + ")")
              + ".";
    };
  }

  private UserError client(String prefix, SdkException e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof AwsServiceException service) {
      return new UserError(
          prefix + "status " + service.statusCode() + " from " + endpoint + ": " + message,
          e,
          service.statusCode() >= 500);
    }
    if (message.contains("must be on the class path")) {
      return new UserError(
          prefix
              + "the profile signs in in a way that this command cannot ("
              + message
              + ")."
              + " Run: eval \"$(aws configure export-credentials --format env)\"",
          e);
    }
    Matcher profile = PROFILE.matcher(message);
    boolean ofAProfile = profile.find();
    if (ofAProfile && !profile.group(1).equals(NO_PROFILE)) {
      return new UserError(
          prefix
              + "the AWS configuration has no profile "
              + profile.group(1)
              + ", or no credentials in it. Those that there are: aws configure list-profiles",
          e);
    }
    if (ofAProfile
        || message.contains("Unable to load credentials")
        || message.contains("no credentials")) {
      return new UserError(
          prefix
              + "there are no AWS credentials in the environment or the profile. Set AWS_PROFILE"
              + " or --profile, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; for the local"
              + " endpoint: eval \"$(tenfold status --env)\"",
          e);
    }
    if (message.contains("Unable to load region")) {
      return new UserError(
          prefix + "the Region is not known. Give --region, or set AWS_REGION.", e);
    }
    if (e instanceof SdkClientException && connection(e) != null) {
      return new UserError(
          prefix
              + endpoint
              + " can't be reached ("
              + connection(e)
              + "). Check the network and the endpoint; tenfold status tells whether the local one"
              + " runs.",
          e,
          true);
    }
    return new UserError(prefix + message, e);
  }

  private static String connection(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return "unknown host " + cause.getMessage();
      }
      if (cause instanceof ConnectException
          || cause instanceof SocketException
          || cause instanceof SocketTimeoutException) {
        return cause.getMessage();
      }
    }
    return null;
  }
}
