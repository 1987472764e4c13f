package io.tenfold.e2e;

import io.tenfold.local.lambda.FunctionConfiguration;
import java.nio.file.Path;

/** The packages that the build made, as functions that {@link io.tenfold.local.Batch} invokes. */
final class Functions {
  private Functions() {}

  /** The function with the order processor: the package that is deployed. */
  static FunctionConfiguration orders(Path workFolder) {
    return function("tenfold.function", workFolder);
  }

  /** The function with the faulty processor. */
  static FunctionConfiguration faulty(Path workFolder) {
    return function("tenfold.faulty.function", workFolder);
  }

  static Path packageOf(String property) {
    return Path.of(System.getProperty(property)).normalize();
  }

  private static FunctionConfiguration function(String property, Path workFolder) {
    return FunctionConfiguration.of("records", packageOf(property), workFolder);
  }
}
