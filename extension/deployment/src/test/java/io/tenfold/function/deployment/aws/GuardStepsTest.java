package io.tenfold.function.deployment.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusProdModeTest;
import io.tenfold.function.Processor;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A guarded function whose project lacks the AWS SDK. */
class GuardStepsTest {
  /** Returns what it is given. */
  @Processor
  static class Echo implements RecordProcessor<String, String> {
    @Override
    public String process(String text, RecordContext context) {
      return text;
    }
  }

  @RegisterExtension
  static final QuarkusProdModeTest FUNCTION =
      new QuarkusProdModeTest()
          .withApplicationRoot(root -> root.addClasses(Echo.class))
          .overrideConfigKey("tenfold.idempotency", "dynamodb")
          .assertBuildException(
              failure ->
                  assertThat(failure)
                      .hasStackTraceContaining(
                          "ConfigurationException: tenfold.idempotency=dynamodb")
                      .hasStackTraceContaining("depend on software.amazon.awssdk:dynamodb"));

  @Test
  void isRefusedByTheBuildWhichSaysWhatToDependOn() {
    Assertions.fail("the build should have failed");
  }
}
