package io.tenfold.function.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URLConnection;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.lambda.powertools.metrics.MetricsFactory;

/** Which classes need Quarkus to have started. */
class ClassReferencesTest {
  static class Logging {
    final Logger logger = Logger.getLogger("test");
  }

  static class LoggingByLibraries {
    final Supplier<Object> loggers =
        () ->
            List.of(
                org.slf4j.LoggerFactory.getLogger("a"), org.jboss.logging.Logger.getLogger("a"));
  }

  static class Connecting {
    URLConnection connection;
  }

  static class LoggingElsewhere {
    final Supplier<Logging> logging = Logging::new;
  }

  static class CallingAws {
    final Supplier<Object> client = UrlConnectionHttpClient::create;
  }

  static class CallingAwsElsewhere {
    final Supplier<CallingAws> calling = CallingAws::new;
  }

  static class CountingByPowertools {
    final Supplier<Object> metrics = MetricsFactory::getMetricsInstance;
  }

  static class Configured {
    @ConfigProperty(name = "a")
    String a;
  }

  static class Second {
    Object make() {
      return new Connecting();
    }
  }

  static class First {
    final Supplier<List<Second>> seconds = () -> List.of(new Second());
  }

  static class Plain {
    final Supplier<BigDecimal> sum = () -> BigDecimal.ONE.add(BigDecimal.TEN);

    @Override
    public String toString() {
      return "sum " + sum.get();
    }
  }

  private final ClassReferences references = new ClassReferences(getClass().getClassLoader());

  @Test
  void whatUsesTheJdkAloneDoesNot() {
    assertThat(references.toQuarkusFrom(Plain.class.getName())).isEmpty();
  }

  @Test
  void whatLogsDoesNot() {
    assertThat(references.toQuarkusFrom(Logging.class.getName())).isEmpty();
    assertThat(references.toQuarkusFrom(LoggingByLibraries.class.getName())).isEmpty();
  }

  @Test
  void itIsKnownWhetherAClassLogs() {
    assertThat(references.logs(Plain.class.getName())).isFalse();
    assertThat(references.logs(LoggingElsewhere.class.getName())).isTrue();
    assertThat(references.logs(LoggingByLibraries.class.getName())).isTrue();
  }

  @Test
  void whatConnectsByTheOldClientDoes() {
    assertThat(references.toQuarkusFrom(Connecting.class.getName()))
        .contains(Connecting.class.getName() + " uses java.net.URLConnection");
  }

  @Test
  void whatCallsTheAwsSdkDoesNotThoughThatHasUrlsAndLoggers() {
    assertThat(references.toQuarkusFrom(CallingAwsElsewhere.class.getName())).isEmpty();
    assertThat(references.logs(CallingAwsElsewhere.class.getName())).isFalse();
  }

  @Test
  void tellsWhatCallsTheAwsSdkItselfOrByOthers() {
    assertThat(references.callsTheAwsSdk(CallingAws.class.getName())).isTrue();
    assertThat(references.callsTheAwsSdk(CallingAwsElsewhere.class.getName())).isTrue();
    assertThat(references.callsTheAwsSdk(Plain.class.getName())).isFalse();
  }

  @Test
  void whatCountsByPowertoolsDoesNotAndCallsNoAws() {
    assertThat(references.toQuarkusFrom(CountingByPowertools.class.getName())).isEmpty();
    assertThat(references.callsTheAwsSdk(CountingByPowertools.class.getName())).isFalse();
  }

  @Test
  void whatIsConfiguredDoes() {
    assertThat(references.toQuarkusFrom(Configured.class.getName()))
        .hasValueSatisfying(way -> assertThat(way).contains("uses org.eclipse.microprofile."));
  }

  @Test
  void whatReachesSuchAClassThroughOthersDoesAndTheWayIsSaid() {
    assertThat(references.toQuarkusFrom(First.class.getName()))
        .contains(
            First.class.getName()
                + " uses "
                + Second.class.getName()
                + ", which uses "
                + Connecting.class.getName()
                + ", which uses java.net.URLConnection");
  }
}
