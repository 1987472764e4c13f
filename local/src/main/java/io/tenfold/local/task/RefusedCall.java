package io.tenfold.local.task;

import io.tenfold.local.port.ServiceException;
import java.util.Map;
import java.util.UUID;

/**
 * How Step Functions words what a service refuses: as the AWS SDK for Java does whose exception it
 * is, which of optimized integrations is the first, and of SDK integrations the second version's.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html">Integrating
 *     services with Step Functions</a>
 */
public final class RefusedCall {
  private static final Map<String, Integer> OF_LAMBDA =
      Map.of(
          "InvalidParameterValueException", 400,
          "InvalidRequestContentException", 400,
          "RequestTooLargeException", 413,
          "ResourceNotFoundException", 404);

  private static final Map<String, String> OF_S3 =
      Map.of(
          "S3.NoSuchBucketException", "The specified bucket does not exist",
          "S3.NoSuchKeyException", "The specified key does not exist.");

  private RefusedCall() {}

  /**
   * Words the refusal of an optimized integration's call.
   *
   * @param error the name that a Retry or Catch matches
   * @param service as the SDK names it, such as {@code AmazonSQS}
   * @param status of the HTTP response
   * @param code the service's own name of the error
   */
  public static ServiceException optimized(
      String error, String message, String service, int status, String code) {
    return new ServiceException(
        error,
        message
            + " (Service: "
            + service
            + "; Status Code: "
            + status
            + "; Error Code: "
            + code
            + "; Request ID: "
            + UUID.randomUUID()
            + "; Proxy: null)");
  }

  /** Words a refusal of Lambda's; one that is of the engine's own making stays as it is. */
  static ServiceException ofLambda(ServiceException e) {
    String code = e.errorName().substring(e.errorName().indexOf('.') + 1);
    Integer status = OF_LAMBDA.get(code);
    return status == null ? e : optimized(e.errorName(), e.getMessage(), "AWSLambda", status, code);
  }

  /** Words a refusal of S3's to an SDK integration; one of the engine's own stays as it is. */
  static ServiceException ofS3(ServiceException e) {
    String message = OF_S3.get(e.errorName());
    return message == null
        ? e
        : new ServiceException(
            e.errorName(),
            message
                + " (Service: S3, Status Code: 404, Request ID: "
                + UUID.randomUUID()
                + ", Extended Request ID: "
                + UUID.randomUUID()
                + ")",
            e);
  }
}
