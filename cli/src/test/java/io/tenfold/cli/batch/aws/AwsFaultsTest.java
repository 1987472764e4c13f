package io.tenfold.cli.batch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.cli.console.UserError;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

class AwsFaultsTest {
  private final AwsFaults faults = new AwsFaults("AWS");

  private UserError service(String code, int status) {
    return faults.explain(
        "list the runs",
        AwsServiceException.builder()
            .statusCode(status)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode(code)
                    .errorMessage("said so")
                    .serviceName("Sfn")
                    .build())
            .build());
  }

  @ParameterizedTest
  @CsvSource({
    "ExpiredTokenException, 400, have expired",
    "UnrecognizedClientException, 400, does not accept the credentials",
    "AccessDeniedException, 400, said so",
    "ExecutionDoesNotExist, 400, tenfold list",
    "NoSuchBucket, 404, no bucket of that name",
    "SomethingNew, 400, SomethingNew from Sfn: said so"
  })
  void aRefusalSaysWhatToDo(String code, int status, String said) {
    UserError error = service(code, status);
    assertThat(error).hasMessageStartingWith("Can't list the runs: ").hasMessageContaining(said);
    assertThat(error.passing()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "301, another Region",
    "400, may have expired",
    "403, denies access",
    "405, Sfn answers with status 405 and says no more",
    "503, Sfn answers with status 503 and says no more"
  })
  void anAnswerWithoutABodyIsToldByItsStatus(int status, String said) {
    UserError error = service(null, status);
    assertThat(error).hasMessageContaining(said);
    assertThat(error.getMessage()).doesNotContain("null");
    assertThat(error.passing()).isEqualTo(status == 503);
  }

  @Test
  void throttlingAndFaultsOfTheServiceMayPass() {
    assertThat(service("ThrottlingException", 400).passing()).isTrue();
    assertThat(service("InternalError", 500).passing()).isTrue();
  }

  @Test
  void anEndpointThatIsAwayIsNamed() {
    UserError error =
        new AwsFaults("http://127.0.0.1:9")
            .explain(
                "list the runs",
                SdkClientException.create("Unable", new ConnectException("Connection refused")));
    assertThat(error).hasMessageContaining("http://127.0.0.1:9 can't be reached");
    assertThat(error.passing()).isTrue();
    assertThat(
            faults.explain("x", SdkClientException.create("Unable", new UnknownHostException("h"))))
        .hasMessageContaining("unknown host h");
  }

  @ParameterizedTest
  @CsvSource({
    "orders, has no profile orders",
    // Which nobody has named.
    "default, there are no AWS credentials"
  })
  void aProfileWithoutCredentialsIsNamedWhereSomebodyNamedIt(String profile, String said) {
    assertThat(
            faults.explain(
                "list the runs",
                SdkClientException.create(
                    "Unable to load credentials from any of the providers in the chain:"
                        + " [ProfileCredentialsProvider(): Profile file contained no credentials"
                        + " for profile '"
                        + profile
                        + "': ProfileFile(sections=[])]")))
        .hasMessageContaining(said);
  }

  @Test
  void aProfileThatNeedsAnotherModuleHasAWayRound() {
    assertThat(
            faults.explain(
                "x",
                SdkClientException.create(
                    "To use other properties in the 'dev' profile, the 'other' service module"
                        + " must be on the class path.")))
        .hasMessageContaining("in the 'dev' profile")
        .hasMessageContaining("aws configure export-credentials");
  }
}
