package io.tenfold.local.arn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepFunctionsArnTest {
  private static final String HERE = "arn:aws-cn:states:cn-north-1:123456789012:";
  private static final StateMachineArn MACHINE =
      new Account("cn-north-1", "123456789012").stateMachine("m");

  @Test
  void aMachineHasALabelOrAQualifierOrNeither() {
    assertThat(StateMachineArn.parse(HERE + "stateMachine:m")).isEqualTo(MACHINE);
    assertThat(StateMachineArn.parse(HERE + "stateMachine:m/L")).isEqualTo(MACHINE.labelled("L"));
    assertThat(StateMachineArn.parse(HERE + "stateMachine:m:3")).isEqualTo(MACHINE.qualified("3"));
    assertThat(MACHINE.labelled("L")).hasToString(HERE + "stateMachine:m/L");
    assertThat(MACHINE.qualified("live")).hasToString(HERE + "stateMachine:m:live");
    assertThat(MACHINE.qualified("live").unqualified()).isEqualTo(MACHINE);
  }

  @Test
  void aNumberIsAVersionAndAnythingElseAnAlias() {
    assertThat(MACHINE.qualified("12").isVersion()).isTrue();
    assertThat(MACHINE.qualified("012").isVersion()).isFalse();
    assertThat(MACHINE.qualified("live").isVersion()).isFalse();
    assertThat(MACHINE.isVersion()).isFalse();
  }

  @Test
  void anExecutionNamesNoAlias() {
    assertThat(MACHINE.qualified("live").execution("run")).hasToString(HERE + "execution:m:run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"execution:m:run", "execution:m/L:run", "express:m:run:id"})
  void anExecutionIsWrittenAsItWasRead(String resource) {
    ExecutionArn arn = ExecutionArn.parse(HERE + resource);
    assertThat(arn).hasToString(HERE + resource);
    assertThat(arn.machine().name()).isEqualTo("m");
    assertThat(arn.name()).startsWith("run");
    assertThat(arn.express()).isEqualTo(resource.startsWith("express"));
  }

  @Test
  void aMapRunHasTheLabelOfItsMap() {
    MapRunArn arn = MapRunArn.parse(HERE + "mapRun:m/L:id");
    assertThat(arn).isEqualTo(MACHINE.mapRun("L", "id")).hasToString(HERE + "mapRun:m/L:id");
    assertThat(arn.label()).isEqualTo("L");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stateMachine:m:",
        "stateMachine:m:a:b",
        "execution:m",
        "execution:m:a:b",
        "mapRun:m:id",
        "mapRun:m/L",
        "activity:m"
      })
  void anotherKindIsRefusedWithWhatIsExpected(String resource) {
    assertThat(StateMachineArn.find(HERE + resource)).isEmpty();
    assertThat(ExecutionArn.find(HERE + resource)).isEmpty();
    assertThatThrownBy(() -> MapRunArn.parse(HERE + resource))
        .isInstanceOf(MalformedArn.class)
        .hasMessage(
            "'%s' is not the ARN of a Map Run; expected is %s",
            HERE + resource, "arn:aws:states:REGION:ACCOUNT:mapRun:MACHINE/LABEL:ID");
  }

  @Test
  void whatIsOfNoAccountIsNoMachine() {
    assertThat(StateMachineArn.find("arn:aws:states:::stateMachine:m")).isEmpty();
    assertThat(StateMachineArn.find("arn:aws:lambda:eu-west-1:123456789012:stateMachine:m"))
        .isEmpty();
  }
}
