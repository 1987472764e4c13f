package io.tenfold.local.lambda.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A custom runtime for tests, which does what the event's words say, such as {@code "sleep 500"};
 * the variable {@code ON_INIT} says what it does at its start.
 */
final class TestBootstrap {
  private static final String API =
      "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/";

  private TestBootstrap() {}

  public static void main(String[] arguments) throws Exception {
    String[] onInit = System.getenv().getOrDefault("ON_INIT", "go").split(" ");
    switch (onInit[0]) {
      case "fail" -> {
        post("init/error", "{\"errorType\":\"" + onInit[1] + "\",\"errorMessage\":\"no\"}", "Init");
        System.exit(1);
      }
      case "exit" -> System.exit(Integer.parseInt(onInit[1]));
      case "sleep" -> Thread.sleep(Long.parseLong(onInit[1]));
      default -> {}
    }
    while (true) {
      HttpURLConnection next =
          (HttpURLConnection) new URL(API + "invocation/next").openConnection();
      String event;
      try (InputStream in = next.getInputStream()) {
        event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
      String id = next.getHeaderField("Lambda-Runtime-Aws-Request-Id");
      String[] words = event.substring(1, event.length() - 1).split(" ");
      if (words[0].equals("fail")) {
        String document = "{\"errorMessage\":\"as asked\",\"errorType\":\"" + words[1] + "\"}";
        post("invocation/" + id + "/error", document, "Header.Type");
      } else {
        post("invocation/" + id + "/response", answer(words, event, next), null);
        if (words[0].equals("exitAfterwards")) {
          System.exit(1);
        } else if (words[0].equals("exitWhen")) {
          awaitFile(words[2]);
          Runtime.getRuntime().halt(1);
        }
      }
    }
  }

  private static String answer(String[] words, String event, HttpURLConnection next)
      throws Exception {
    switch (words[0]) {
      case "sleep":
        Thread.sleep(Long.parseLong(words[1]));
        return event;
      case "exit":
        Runtime.getRuntime().halt(Integer.parseInt(words[1]));
        return null;
      case "exitWhen":
        awaitFile(words[1]);
        return Long.toString(ProcessHandle.current().pid());
      case "daemon":
        return Long.toString(new ProcessBuilder("setsid", "sleep", "1000").start().pid());
      case "namelessDaemon":
        return Long.toString(
            new ProcessBuilder("setsid", "env", "-i", "sleep", "1000").start().pid());
      case "kill":
        new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
        Thread.sleep(60_000);
        return null;
      case "child":
        return Long.toString(new ProcessBuilder("sleep", "1000").start().pid());
      case "childThenSleep":
        Process child = new ProcessBuilder("sleep", "1000").start();
        Files.writeString(Path.of(words[1]), Long.toString(child.pid()));
        Thread.sleep(60_000);
        return null;
      case "pid":
        return Long.toString(ProcessHandle.current().pid());
      case "allocate":
        return Integer.toString(allocate(Integer.parseInt(words[1])).size());
      case "large":
        return "\"" + "x".repeat(Integer.parseInt(words[1])) + "\"";
      case "variable":
        String value = System.getenv(words[1]);
        return value == null ? "null" : "\"" + value + "\"";
      case "header":
        return "\"" + next.getHeaderField(words[1]) + "\"";
      case "print":
        System.out.println("printed: " + words[1]);
        return event;
      case "inFlight":
        return Integer.toString(inFlight(Path.of(words[1]), Long.parseLong(words[2])));
      default:
        return event;
    }
  }

  private static void awaitFile(String file) throws InterruptedException {
    while (!Files.exists(Path.of(file))) {
      Thread.sleep(10);
    }
  }

  private static List<byte[]> allocate(int megabytes) throws InterruptedException {
    List<byte[]> held = new ArrayList<>();
    for (int i = 0; i < megabytes; i++) {
      byte[] block = new byte[1 << 20];
      java.util.Arrays.fill(block, (byte) 1);
      held.add(block);
    }
    Thread.sleep(5_000);
    return held;
  }

  // How many invocations there are at this moment, counted by their files in a folder.
  private static int inFlight(Path folder, long millis) throws Exception {
    Path mine = Files.createTempFile(folder, "", "");
    Thread.sleep(millis);
    try (var files = Files.list(folder)) {
      return (int) files.count();
    } finally {
      Files.delete(mine);
    }
  }

  private static void post(String path, String body, String errorType) throws IOException {
    HttpURLConnection post = (HttpURLConnection) new URL(API + path).openConnection();
    post.setRequestMethod("POST");
    post.setDoOutput(true);
    if (errorType != null) {
      post.setRequestProperty("Lambda-Runtime-Function-Error-Type", errorType);
    } else {
      post.setChunkedStreamingMode(1024);
    }
    try (OutputStream out = post.getOutputStream()) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
    int status = post.getResponseCode();
    try (InputStream in = status < 400 ? post.getInputStream() : post.getErrorStream()) {
      in.readAllBytes();
    }
  }
}
