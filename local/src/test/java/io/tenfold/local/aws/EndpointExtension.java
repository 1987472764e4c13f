package io.tenfold.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.aws.moto.MotoInstallation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests one endpoint, which ends with the last of them. Without a moto_server they are
 * skipped, but not in CI, where one must be there.
 */
public final class EndpointExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(EndpointExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Endpoint.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Endpoint.class, absent -> start(), Endpoint.class);
  }

  private static Endpoint start() {
    try {
      return start(Files.createTempDirectory("tenfold-local-aws"), System.err::println);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Starts an endpoint of the caller's own, or skips the test as for all the others. */
  static Endpoint start(Path folder, Consumer<String> warnings) {
    try {
      // A virtual environment outlives the tests, so that it is made once.
      Path tools = Path.of("target", "moto");
      MotoInstallation moto =
          new MotoInstallation(
              tools, System.getenv("PATH"), line -> Assumptions.assumeTrue(inCi(), line));
      return new Endpoint(
          LocalAws.start(new LocalAws.Settings(0, folder, moto.program(), warnings)), folder);
    } catch (IOException | InterruptedException e) {
      assertThat(inCi()).as("moto_server must be there in CI: %s", e.getMessage()).isFalse();
      return Assumptions.abort(e.getMessage());
    }
  }

  private static boolean inCi() {
    return "true".equals(System.getenv("CI"));
  }
}
