package io.tenfold.local.aws.lambda;

import io.tenfold.local.arn.Arn;
import io.tenfold.local.aws.moto.MotoClient;
import io.tenfold.local.json.Json;
import io.tenfold.local.lambda.AwsVariables;
import io.tenfold.local.lambda.FunctionConfiguration;
import io.tenfold.local.lambda.FunctionName;
import io.tenfold.local.lambda.FunctionPackageException;
import io.tenfold.local.lambda.host.LambdaHost;
import io.tenfold.local.lambda.process.RuntimeInterfaceClient;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The functions that moto has, run on this machine: their configuration is moto's, their package
 * the one that was uploaded, their processes a {@link LambdaHost}'s.
 */
public final class UploadedFunctions implements AutoCloseable {
  /** What an Invoke names; the qualifier is a version, an alias or {@code $LATEST}. */
  private record Name(String region, String function, String qualifier) {}

  /** A version's host, and how many invocations it has. */
  private static final class Hosted {
    private final Name name;
    private final String version;
    private final FunctionConfiguration configuration;
    private final LambdaHost host;
    private int running;
    private boolean stale;

    Hosted(Name name, String version, FunctionConfiguration configuration, LambdaHost host) {
      this.name = name;
      this.version = version;
      this.configuration = configuration;
      this.host = host;
    }

    boolean isOf(Name other) {
      return name.region().equals(other.region()) && name.function().equals(other.function());
    }
  }

  private final String accountId;
  private final Path folder;
  private final UploadedPackages packages;
  private final Function<String, MotoClient> motoOf;
  private final String endpoint;
  private final Consumer<String> warnings;
  private final Map<Name, Hosted> byName = new HashMap<>();
  private final List<Hosted> hosted = new ArrayList<>();
  private boolean closed;

  /**
   * Takes the account, where packages and logs go, moto's client by Region, the endpoint's own URL,
   * which functions that use an AWS SDK are given, and what gets the hosts' warnings.
   */
  UploadedFunctions(
      String accountId,
      Path folder,
      UploadedPackages packages,
      Function<String, MotoClient> motoOf,
      String endpoint,
      Consumer<String> warnings) {
    this.accountId = accountId;
    this.folder = folder;
    this.packages = packages;
    this.motoOf = motoOf;
    this.endpoint = endpoint;
    this.warnings = warnings;
  }

  /** Returns the functions as workflows of a Region invoke them. */
  public FunctionInvoker inRegion(String region) {
    return new FunctionInvoker() {
      @Override
      public Result invoke(String function, byte[] payload) throws InterruptedException {
        return invoke(function, payload, Options.NONE).result();
      }

      @Override
      public Invocation invoke(String function, byte[] payload, Options options)
          throws InterruptedException {
        return UploadedFunctions.this.invoke(region, function, payload, options);
      }
    };
  }

  /**
   * Invokes a function by name or ARN; a qualifier there or among the options will do.
   *
   * @throws ServiceException {@code Lambda.ResourceNotFoundException} or another refusal
   */
  FunctionInvoker.Invocation invoke(
      String region, String function, byte[] payload, FunctionInvoker.Options options)
      throws InterruptedException {
    FunctionName parsed = FunctionName.parse(function).orElseThrow(() -> notFound(function));
    String qualifier = LambdaHost.qualifier(parsed, options);
    Name name =
        new Name(
            parsed.region() == null ? region : parsed.region(),
            parsed.name(),
            qualifier == null ? FunctionInvoker.LATEST : qualifier);
    Hosted target;
    try {
      target = enter(name);
    } catch (FunctionPackageException e) {
      return FunctionInvoker.Invocation.unlogged(
          new FunctionInvoker.Failed("Runtime.InvalidEntrypoint", document(e.getMessage())),
          name.qualifier(),
          options);
    } catch (IOException e) {
      throw new ServiceException("Lambda.ServiceException", String.valueOf(e.getMessage()), e);
    }
    try {
      FunctionInvoker.Invocation ended =
          target.host.invoke(
              target.configuration.functionName(),
              payload,
              new FunctionInvoker.Options(null, options.clientContext(), options.logTail()));
      return new FunctionInvoker.Invocation(ended.result(), target.version, ended.log());
    } finally {
      leave(target);
    }
  }

  private static byte[] document(String message) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("errorType", "Runtime.InvalidEntrypoint");
    document.put("errorMessage", message);
    return Json.writeBytes(document);
  }

  private static ServiceException notFound(String function) {
    return new ServiceException(
        "Lambda.ResourceNotFoundException", "Function not found: " + function);
  }

  /** Forgets what is known of a function, whose code, configuration or aliases have changed. */
  synchronized void changed(String region, String function) {
    Name changed = new Name(region, function, "");
    byName.values().removeIf(target -> target.isOf(changed));
    hosted.stream().filter(target -> target.isOf(changed)).forEach(target -> target.stale = true);
    closeStale();
  }

  private synchronized Hosted enter(Name name) throws IOException {
    if (closed) {
      throw new IOException("The endpoint is being closed");
    }
    Hosted target = byName.get(name);
    if (target == null) {
      target = resolve(name);
      target.stale = false;
      byName.put(name, target);
      closeStale();
    }
    target.running++;
    return target;
  }

  private synchronized void leave(Hosted target) {
    target.running--;
    if (target.stale) {
      closeStale();
    }
  }

  /** Ends what no name leads to any more, once its invocations have ended. */
  private void closeStale() {
    hosted.removeIf(
        target -> {
          boolean ended = target.stale && target.running == 0;
          if (ended) {
            target.host.close();
          }
          return ended;
        });
  }

  private Hosted resolve(Name name) throws IOException {
    MotoClient moto = motoOf.apply(name.region());
    String target = "/2015-03-31/functions/" + encode(name.function());
    MotoClient.JsonResponse response =
        moto.get("lambda", target + "/configuration?Qualifier=" + encode(name.qualifier()));
    if (response.status() != 200 || !(response.body() instanceof Map<?, ?> settings)) {
      throw response.status() == 404
          ? notFound(
              "arn:aws:lambda:"
                  + name.region()
                  + ":"
                  + accountId
                  + ":function:"
                  + name.function()
                  + (name.qualifier().equals(FunctionInvoker.LATEST) ? "" : ":" + name.qualifier()))
          : new ServiceException("Lambda.ServiceException", response.message());
    }
    FunctionConfiguration configuration =
        configuration(
            name,
            settings,
            moto.get("lambda", target.replace("/2015-03-31/", "/2019-09-30/") + "/concurrency"));
    String version = String.valueOf(settings.get("Version"));
    for (Hosted known : hosted) {
      if (known.isOf(name)
          && known.version.equals(version)
          && known.configuration.equals(configuration)) {
        return known;
      }
    }
    Hosted started =
        new Hosted(
            name,
            version,
            configuration,
            new LambdaHost(List.of(configuration), RuntimeInterfaceClient.onClassPath(), warnings));
    hosted.add(started);
    return started;
  }

  private FunctionConfiguration configuration(
      Name name, Map<?, ?> settings, MotoClient.JsonResponse concurrency) throws IOException {
    Path code = packages.file(String.valueOf(settings.get("CodeSha256")));
    if (!Files.exists(code)) {
      throw new FunctionPackageException(
          "The package of "
              + name.function()
              + " was not uploaded through this endpoint; upload it again");
    }
    Arn arn = Arn.parse(String.valueOf(settings.get("FunctionArn")));
    // For functions that use an AWS SDK: on AWS, the role and the Region's own endpoints.
    Map<String, String> environment = AwsVariables.ofEndpoint(endpoint);
    if (settings.get("Environment") instanceof Map<?, ?> given
        && given.get("Variables") instanceof Map<?, ?> variables) {
      variables.forEach((key, value) -> environment.put((String) key, (String) value));
    }
    OptionalInt reserved =
        concurrency.body() instanceof Map<?, ?> body
                && body.get("ReservedConcurrentExecutions") instanceof Number number
            ? OptionalInt.of(number.intValue())
            : OptionalInt.empty();
    return new FunctionConfiguration(
        name.function(),
        code,
        ((Number) settings.get("MemorySize")).intValue(),
        Duration.ofSeconds(((Number) settings.get("Timeout")).longValue()),
        settings.get("Handler") == null ? "bootstrap" : settings.get("Handler").toString(),
        environment,
        reserved,
        arn.region(),
        arn.account(),
        folder.resolve(name.function()));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Ends every function process. */
  @Override
  public void close() {
    List<Hosted> all;
    synchronized (this) {
      closed = true;
      byName.clear();
      all = List.copyOf(hosted);
      hosted.clear();
    }
    all.forEach(target -> target.host.close());
  }
}
