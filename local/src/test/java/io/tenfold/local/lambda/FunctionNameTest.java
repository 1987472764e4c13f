package io.tenfold.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionNameTest {
  private static final FunctionConfiguration ORDERS =
      FunctionConfiguration.of("orders", Path.of("function.zip"), Path.of("work"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders",
        "orders:live",
        "orders:$LATEST",
        "123456789012:function:orders",
        "123456789012:function:orders:3",
        "function:orders",
        "arn:aws:lambda:us-east-1:123456789012:function:orders",
        "arn:aws:lambda:us-east-1:123456789012:function:orders:live"
      })
  void everyFormThatInvokeTakesNamesTheFunction(String name) {
    assertThat(FunctionName.parse(name))
        .hasValueSatisfying(n -> assertThat(n.names(ORDERS)).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "other",
        "123456789013:function:orders",
        "arn:aws:lambda:eu-west-1:123456789012:function:orders",
        "arn:aws:s3:us-east-1:123456789012:function:orders",
        "arn:aws:lambda:us-east-1::function:orders",
        "",
        "orders:"
      })
  void everythingElseDoesNot(String name) {
    assertThat(FunctionName.parse(name).filter(n -> n.names(ORDERS))).isEmpty();
  }
}
