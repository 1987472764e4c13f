package io.tenfold.local.lambda;

import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the build says of a package in {@code function.json} beside it, as far as running it takes
 * that; where it says nothing, what Quarkus' functions have.
 *
 * @param handler what Lambda calls, and {@code _HANDLER} says
 * @param runtime Lambda's name of what starts it, such as {@code java21}; empty if it is not said
 * @param environment the variables that it needs on Lambda
 * @param sha256 of the zip file, in hexadecimal; empty if it is not said
 * @param graalVm what compiled it; empty for a JVM package, or if it is not said
 * @param commit what it was built from; empty if it is not known
 */
public record PackageDescription(
    String handler,
    Optional<String> runtime,
    Map<String, String> environment,
    Optional<String> sha256,
    Optional<String> graalVm,
    Optional<String> commit) {
  private static final String FILE = "function.json";

  /** As modules/function has it for a package that is not described, too. */
  private static final String USUAL_HANDLER =
      "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest";

  private static final Map<String, String> USUAL_ENVIRONMENT =
      Map.of("DISABLE_SIGNAL_HANDLERS", "true");

  /**
   * Returns what is said of a zip file, which need not be there yet, or of a folder with an
   * unpacked package, of which nothing is.
   *
   * @throws FunctionPackageException if the description can't be read or is none
   */
  public static PackageDescription of(Path functionPackage) {
    Path file = functionPackage.resolveSibling(FILE);
    return Files.isDirectory(functionPackage) || !Files.exists(file)
        ? new Fields(file, Map.of()).description()
        : new Fields(file, read(file)).description();
  }

  /**
   * Checks that a zip file is the one described.
   *
   * @param zip the file, as it was given to {@link #of}
   * @param actual its SHA-256 in hexadecimal
   * @throws FunctionPackageException if it is another one
   */
  void check(Path zip, String actual) {
    if (sha256.isPresent() && !sha256.get().equals(actual)) {
      throw new FunctionPackageException(
          zip
              + " is not the file that "
              + zip.resolveSibling(FILE)
              + " describes: one of them is left over from another build. "
              + Fields.REMEDY);
    }
  }

  private static Map<?, ?> read(Path file) {
    Object json;
    try {
      json = Json.parse(Files.readAllBytes(file));
    } catch (IOException | MalformedJson e) {
      throw new FunctionPackageException(
          file + " can't be read: " + e.getMessage() + ". " + Fields.REMEDY, e);
    }
    if (json instanceof Map<?, ?> fields) {
      return fields;
    }
    throw new FunctionPackageException(file + " is no JSON object. " + Fields.REMEDY);
  }

  private record Fields(Path file, Map<?, ?> json) {
    private static final String REMEDY = "Build the package again (make package, make native).";

    private PackageDescription description() {
      return new PackageDescription(
          text("handler").orElse(USUAL_HANDLER),
          text("runtime"),
          environment(),
          text("sha256"),
          text("graalvm"),
          text("commit"));
    }

    private Optional<String> text(String field) {
      Object value = json.get(field);
      return value == null ? Optional.empty() : Optional.of(text(field, value));
    }

    private String text(String field, Object value) {
      if (value instanceof String text) {
        return text;
      }
      throw new FunctionPackageException(
          file + ": \"" + field + "\" is " + Json.write(value) + ", and no text. " + REMEDY);
    }

    private Map<String, String> environment() {
      Object value = json.get("environment");
      if (value == null) {
        return USUAL_ENVIRONMENT;
      }
      if (!(value instanceof Map<?, ?> variables)) {
        throw new FunctionPackageException(
            file
                + ": \"environment\" is "
                + Json.write(value)
                + ", and no object of names and texts. "
                + REMEDY);
      }
      Map<String, String> environment = new LinkedHashMap<>();
      variables.forEach(
          (name, text) -> environment.put((String) name, text("environment." + name, text)));
      return environment;
    }
  }
}
