package io.tenfold.e2e.jdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Scanner;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a program has around it: its files and bundles, services, threads, the network. */
final class Programs {
  private Programs() {}

  static Map<String, Operation> operations() {
    Map<String, Operation> all = new TreeMap<>();
    all.put(
        "resource",
        () -> {
          try (InputStream rates = Programs.class.getResourceAsStream("rates.txt")) {
            return new String(rates.readAllBytes(), StandardCharsets.UTF_8).strip();
          }
        });
    all.put("resource: unknown", () -> "" + Programs.class.getResourceAsStream("nothing.txt"));
    all.put("bundle: German", () -> bundle(Locale.GERMANY));
    all.put("bundle: French", () -> bundle(Locale.FRANCE));
    all.put("bundle: default", () -> bundle(Locale.ROOT));
    all.put(
        "service",
        () ->
            ServiceLoader.load(Greeting.class).stream()
                .map(found -> found.get().text())
                .toList()
                .toString());
    all.put(
        "threads",
        () -> {
          ExecutorService threads = Executors.newFixedThreadPool(3);
          try {
            return CompletableFuture.supplyAsync(() -> 6, threads)
                .thenCombine(CompletableFuture.supplyAsync(() -> 7, threads), (a, b) -> a * b)
                .get()
                .toString();
          } finally {
            threads.shutdown();
          }
        });
    all.put("parallel stream", () -> "" + IntStream.rangeClosed(1, 1000).parallel().sum());
    all.put(
        "groups",
        () ->
            IntStream.range(0, 9)
                .boxed()
                .collect(Collectors.groupingBy(i -> i % 3, TreeMap::new, Collectors.counting()))
                .toString());
    all.put(
        "file",
        () -> {
          Path file = Files.createTempFile("tenfold", ".txt");
          try {
            Files.writeString(file, "\u00e4\u20ac");
            return Files.size(file) + " " + Files.readAllLines(file);
          } finally {
            Files.delete(file);
          }
        });
    all.put(
        "address",
        () ->
            InetAddress.getByName("127.0.0.1").isLoopbackAddress()
                + " "
                + URI.create("http://a.example/b/../c").normalize());
    all.put("HTTP", Programs::get);
    all.put("HTTP: kept connections", KeptConnections::numbers);
    all.put(
        "scanner",
        () ->
            ""
                + new Scanner("3 4,5").useLocale(Locale.GERMANY).tokens().count()
                + new Scanner("4,5").useLocale(Locale.GERMANY).nextDouble());
    all.put("record", () -> new Pair("a", 1) + " " + new Pair("a", 1).equals(new Pair("a", 1)));
    all.put("enum", () -> Thread.State.valueOf("RUNNABLE") + " " + List.of(Thread.State.values()));
    all.put("exception: message", () -> String.valueOf(Integer.parseInt("x1")));
    return all;
  }

  private record Pair(String left, int right) {}

  private static String bundle(Locale locale) {
    ResourceBundle bundle =
        ResourceBundle.getBundle(
            "io.tenfold.e2e.jdk.Messages",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT));
    return bundle.getString("rejected");
  }

  private static String get() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served = CompletableFuture.runAsync(() -> answer(server));
      HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      served.get();
      return answer.statusCode() + " " + answer.body();
    }
  }

  private static void answer(ServerSocket server) {
    try (Socket socket = server.accept()) {
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (!head.toString().endsWith("\r\n\r\n")) {
        head.append((char) in.read());
      }
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=ISO-8859-15\r\nContent-Length: 1\r\n\r\n\u00a4"
                  .getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
