package io.tenfold.function.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class ServicesOfTheImageTest {
  private final Map<String, Object> services =
      new ServicesOfTheImage(Map.of("dynamodb", "one", "ec2", "another"), Set.of("dynamodb"));

  @Test
  void whatHasAClientIsKept() {
    assertThat(services.get("dynamodb")).isEqualTo("one");
    assertThat(services).containsExactly(Map.entry("dynamodb", "one"));
  }

  @Test
  void askingForAServiceWithoutAClientIsRefusedWhereTheSdkWouldGuessItsHost() {
    assertThatThrownBy(() -> services.get("ec2"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("AWS service 'ec2'")
        .hasMessageContaining("add the service's artifact of software.amazon.awssdk");
  }

  @Test
  void aServiceThatAwsDoesNotHaveIsUnknownAsOnTheJvm() {
    assertThat(services.get("no-service")).isNull();
  }

  @Test
  void theSdkHasItsServicesWhereTheBuildLooksForThem() throws ReflectiveOperationException {
    Field services =
        Class.forName(AwsSdkFeature.SERVICES).getDeclaredField(AwsSdkFeature.SERVICES_BY_NAME);
    services.setAccessible(true);
    String name =
        (String) DynamoDbClient.class.getDeclaredField(AwsSdkFeature.SERVICE_OF_A_CLIENT).get(null);
    assertThat(((Map<?, ?>) services.get(null)).get(name)).isNotNull();
  }
}
