package io.tenfold.local.aws;

import com.sun.net.httpserver.HttpServer;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.aws.lambda.LambdaService;
import io.tenfold.local.aws.logs.LogGroupService;
import io.tenfold.local.aws.logs.LogGroups;
import io.tenfold.local.aws.moto.MotoClient;
import io.tenfold.local.aws.moto.MotoMessageQueue;
import io.tenfold.local.aws.moto.MotoObjectStore;
import io.tenfold.local.aws.moto.MotoServer;
import io.tenfold.local.aws.moto.PassThrough;
import io.tenfold.local.aws.s3.BucketService;
import io.tenfold.local.aws.sfn.StepFunctionsService;
import io.tenfold.local.aws.task.JsonServiceTask;
import io.tenfold.local.aws.task.SnsPublish;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * AWS on this machine, as one HTTP endpoint on 127.0.0.1: Step Functions and Lambda's Invoke are
 * the engine's, everything else is moto's. What it holds lives as long as it does.
 */
public final class LocalAws implements AutoCloseable {
  /** The account of every ARN; moto's own default. */
  public static final String ACCOUNT_ID = "123456789012";

  /**
   * Where the endpoint is and what it uses.
   *
   * @param port of 127.0.0.1; 0 for any that is free
   * @param folder for moto's log, function packages and functions' logs
   * @param motoServer the {@code moto_server} program
   * @param warnings gets a line for people when moto has ended, and about what functions go on in
   *     spite of
   */
  public record Settings(int port, Path folder, Path motoServer, Consumer<String> warnings) {}

  private final HttpServer server;
  private final ExecutorService threads;
  private final MotoServer moto;
  private final LambdaService lambda;
  private final StepFunctionsService stepFunctions;
  private final Map<String, MotoClient> clients = new ConcurrentHashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  private LocalAws(HttpServer server, MotoServer moto, Settings settings) {
    this.server = server;
    this.moto = moto;
    AtomicReference<String> outage = new AtomicReference<>();
    moto.onUnexpectedEnd(
        sentence -> {
          outage.set(sentence);
          settings.warnings().accept(sentence);
        });
    PassThrough rest = new PassThrough(moto.port());
    this.lambda =
        new LambdaService(
            ACCOUNT_ID,
            settings.folder().resolve("lambda"),
            rest,
            this::client,
            url(),
            settings.warnings());
    this.stepFunctions =
        new StepFunctionsService(
            ACCOUNT_ID,
            region ->
                new StepFunctionsService.Resources(
                    new MotoObjectStore(client(region)),
                    new MotoMessageQueue(client(region)),
                    lambda.functions().inRegion(region),
                    services(client(region)),
                    new LogGroups(client(region))));
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "tenfold-aws");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext(
        "/",
        new Gateway(
            List.of(
                stepFunctions,
                lambda,
                new BucketService(rest),
                new LogGroupService(rest, this::client)),
            rest,
            outage));
  }

  private static List<TaskIntegration> services(MotoClient client) {
    List<TaskIntegration> services = new ArrayList<>(JsonServiceTask.all(client));
    services.add(new SnsPublish(client));
    return services;
  }

  private MotoClient client(String region) {
    return clients.computeIfAbsent(region, at -> new MotoClient(moto.port(), at));
  }

  /**
   * Starts moto and the endpoint, and returns once both answer.
   *
   * @throws IOException if the port is taken or moto does not start; the message says which
   */
  public static LocalAws start(Settings settings) throws IOException, InterruptedException {
    Files.createDirectories(settings.folder());
    HttpServer server;
    try {
      server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 128);
    } catch (BindException e) {
      throw new IOException("Port " + settings.port() + " of 127.0.0.1 is taken", e);
    }
    MotoServer moto;
    try {
      moto = MotoServer.start(settings.motoServer(), ACCOUNT_ID, settings.folder());
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.stop(0);
      throw e;
    }
    LocalAws started = new LocalAws(server, moto, settings);
    server.start();
    return started;
  }

  /** Returns the endpoint's URL, for AWS_ENDPOINT_URL. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns the process id of moto. */
  public long motoPid() {
    return moto.pid();
  }

  /**
   * Stops what runs, once its results are written, and ends every process that was started, moto's
   * last.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    stepFunctions.close();
    lambda.close();
    server.stop(0);
    threads.shutdownNow();
    moto.close();
  }
}
