package io.tenfold.local.aws.lambda;

import com.sun.net.httpserver.HttpExchange;
import io.tenfold.local.aws.http.CallScope;
import io.tenfold.local.aws.http.LocalService;
import io.tenfold.local.aws.http.Response;
import io.tenfold.local.aws.moto.MotoClient;
import io.tenfold.local.aws.moto.MotoConnection;
import io.tenfold.local.aws.moto.PassThrough;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.lambda.ConfiguredVariables;
import io.tenfold.local.lambda.FunctionName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * AWS Lambda: Invoke is answered here, everything else by moto; packages are kept as they pass, and
 * what moto drops of the configurations is added to its answers.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html">Lambda's
 *     actions</a>
 */
public final class LambdaService implements LocalService, AutoCloseable {
  private final Path folder;
  private final PassThrough moto;
  private final Function<String, MotoClient> motoOf;
  private final UploadedPackages packages;
  private final UploadedFunctions functions;
  private final FunctionSettings settings = new FunctionSettings();
  private final Invoke invoke;

  /**
   * Takes the account, the folder for packages and logs, moto, the endpoint's own URL, and what
   * gets warnings about functions' processes.
   */
  public LambdaService(
      String accountId,
      Path folder,
      PassThrough moto,
      Function<String, MotoClient> motoOf,
      String endpoint,
      Consumer<String> warnings) {
    this.folder = folder;
    this.moto = moto;
    this.motoOf = motoOf;
    this.packages = new UploadedPackages(folder.resolve("uploaded"));
    this.functions = new UploadedFunctions(accountId, folder, packages, motoOf, endpoint, warnings);
    this.invoke = new Invoke(functions);
  }

  /** Returns the functions, for workflows to invoke. */
  public UploadedFunctions functions() {
    return functions;
  }

  private static Optional<FunctionRequest> request(HttpExchange exchange) {
    return FunctionRequest.of(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        exchange.getRequestURI().getRawQuery());
  }

  @Override
  public boolean answers(HttpExchange exchange, CallScope scope) {
    return (scope.service().equals("lambda") || scope.service().isEmpty())
        && request(exchange).isPresent();
  }

  @Override
  public void answer(HttpExchange exchange, CallScope scope) throws IOException {
    FunctionRequest request = request(exchange).orElseThrow();
    if (request.isInvoke()) {
      invoke.answer(exchange, request, scope.region());
    } else if (request.isChange() || request.returnsConfiguration()) {
      passThrough(exchange, request, scope.region());
    } else {
      moto.answer(exchange);
    }
  }

  private void passThrough(HttpExchange exchange, FunctionRequest request, String region)
      throws IOException {
    Files.createDirectories(folder);
    // A package may be large: the body goes by way of a file, not through memory.
    Path body = Files.createTempFile(folder, "request-", ".json");
    try {
      Files.copy(exchange.getRequestBody(), body, StandardCopyOption.REPLACE_EXISTING);
      Map<String, Object> members;
      try {
        members = read(body, request, region);
      } catch (UnzippedTooLarge e) {
        Invoke.error(400, "InvalidParameterValueException", e.getMessage()).send(exchange);
        return;
      }
      Optional<ConfiguredVariables.Refusal> refusal = refusal(members);
      if (refusal.isPresent()) {
        Invoke.error(400, refusal.get().error(), refusal.get().message()).send(exchange);
        return;
      }
      try (InputStream in = Files.newInputStream(body);
          MotoConnection response = moto.forward(exchange, in, Files.size(body))) {
        byte[] answer = response.body().readAllBytes();
        if (response.status() / 100 == 2) {
          answer = accepted(request, region, members, answer);
        }
        exchange.getResponseHeaders().putAll(response.responseHeaders());
        new Response(response.status(), Map.of(), answer).send(exchange);
      }
    } finally {
      Files.deleteIfExists(body);
    }
  }

  private Map<String, Object> read(Path body, FunctionRequest request, String region)
      throws IOException {
    boolean wanted =
        request.isCreate() || request.isUpdateOfCode() || request.isUpdateOfConfiguration();
    if (!wanted || Files.size(body) == 0) {
      return Map.of();
    }
    try {
      return packages.keep(body, motoOf.apply(region));
    } catch (com.fasterxml.jackson.core.JsonProcessingException | MalformedJson e) {
      return new LinkedHashMap<>(); // moto refuses it, in Lambda's words
    }
  }

  /** What moto takes and Lambda does not would be found out on AWS. */
  private static Optional<ConfiguredVariables.Refusal> refusal(Map<String, Object> members) {
    if (!(members.get("Environment") instanceof Map<?, ?> environment)
        || !(environment.get("Variables") instanceof Map<?, ?> given)) {
      return Optional.empty();
    }
    Map<String, String> variables = new LinkedHashMap<>();
    given.forEach((name, value) -> variables.put(String.valueOf(name), String.valueOf(value)));
    return new ConfiguredVariables(variables).refusal();
  }

  private byte[] accepted(
      FunctionRequest request, String region, Map<String, Object> members, byte[] answer) {
    String function =
        request.isCreate() ? String.valueOf(members.get("FunctionName")) : request.function();
    FunctionName name = FunctionName.parse(function).orElse(null);
    if (request.isChange() && name != null) {
      String at = name.region() == null ? region : name.region();
      if (request.isDelete()) {
        settings.remove(at, name.name());
      } else if (request.isCreate() || request.isUpdateOfConfiguration()) {
        settings.set(at, name.name(), members);
      }
      functions.changed(at, name.name());
    }
    if (!request.returnsConfiguration() || answer.length == 0) {
      return answer;
    }
    return Json.writeBytes(settings.complete(region, Json.parse(answer)));
  }

  /** Ends every function process. */
  @Override
  public void close() {
    invoke.close();
    functions.close();
  }
}
