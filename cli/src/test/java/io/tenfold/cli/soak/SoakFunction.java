package io.tenfold.cli.soak;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The function under soak, on nothing but the JDK so that it starts in a few hundredths of a
 * second: it does what each record's {@code do} says, and writes a ledger of what it did.
 *
 * <p>A line of the ledger is {@code begin TOKEN INDEX ATTEMPT PID REQUEST-ID MILLIS EVENT}, {@code
 * end TOKEN INDEX OUTCOME MILLIS} right before it answers, or {@code sent TOKEN INDEX MILLIS} once
 * the answer was accepted, with tabs between. Each is written by one append, so that processes
 * share the file.
 */
public final class SoakFunction {
  private static final String PATH = "/2018-06-01/runtime/invocation/";
  private static final String ERRORS = "io.tenfold.function.";

  private final Path folder;
  private final String host;
  private final int port;
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private String requestId;
  private int invocations;

  private SoakFunction(Path folder, String api) {
    this.folder = folder;
    this.host = api.substring(0, api.indexOf(':'));
    this.port = Integer.parseInt(api.substring(api.indexOf(':') + 1));
  }

  /** Serves invocations for ever; the argument is the folder of the ledger. */
  public static void main(String[] arguments) throws Exception {
    var function = new SoakFunction(Path.of(arguments[0]), System.getenv("AWS_LAMBDA_RUNTIME_API"));
    function.connect();
    while (true) {
      function.serve(function.next());
    }
  }

  private void connect() throws IOException {
    socket = new Socket(InetAddress.getByName(host), port);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  private byte[] next() throws IOException {
    out.write(
        ("GET " + PATH + "next HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    return response();
  }

  private byte[] response() throws IOException {
    line();
    int length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String name = header.substring(0, header.indexOf(':'));
      String value = header.substring(name.length() + 1).strip();
      if (name.equalsIgnoreCase("Content-Length")) {
        length = Integer.parseInt(value);
      } else if (name.equalsIgnoreCase("Lambda-Runtime-Aws-Request-Id")) {
        requestId = value;
      }
    }
    return in.readNBytes(length);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("The host is gone");
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).strip();
  }

  private void serve(byte[] event) throws Exception {
    String text = new String(event, StandardCharsets.UTF_8);
    String index = between(text, "\"index\":", ",");
    String id = between(text, "\"id\":\"", "\"");
    String[] words = between(text, "\"do\":\"", "\"").split("\\|");
    long pid = ProcessHandle.current().pid();
    String token = pid + "-" + System.nanoTime() + "-" + ++invocations;
    int attempt = attempt(index, words.length > 1);
    String request = requestId;
    ledger(
        "begin",
        token,
        index,
        "" + attempt,
        "" + pid,
        request,
        "" + now(),
        text.replace('\n', ' '));
    String[] word = words[Math.min(attempt, words.length) - 1].split(":");
    long number = word.length > 1 ? Long.parseLong(word[1]) : 0;
    String ok = answer(index, id, token, "");
    switch (word[0]) {
      case "ok" -> respond(request, token, index, "ok", ok);
      case "slow" -> {
        Thread.sleep(number);
        respond(request, token, index, "ok", ok);
      }
      case "odd" ->
          respond(request, token, index, "ok", answer(index, id, token, ",\"odd\":" + ODD));
      case "huge" ->
          respond(request, token, index, "huge", answer(index, id, token, ",\"v\":1e2147483648"));
      case "controls" -> respond(request, token, index, "ok", answer(index, id, token, CONTROLS));
      case "deep" ->
          respond(
              request,
              token,
              index,
              "ok",
              answer(index, id, token, ",\"d\":" + "[".repeat(300) + "]".repeat(300)));
      case "reject" -> fail(request, token, index, ERRORS + "RecordRejected", MESSAGE);
      case "transient" -> fail(request, token, index, ERRORS + "TransientFailure", "later");
      case "error" -> fail(request, token, index, "java.lang.IllegalStateException", MESSAGE);
      case "large" ->
          respond(request, token, index, "large", answer(index, id, token, filler(270 * 1024)));
      case "oversized" ->
          respond(request, token, index, "oversized", answer(index, id, token, filler(7 << 20)));
      case "garbage" -> respond(request, token, index, "garbage", "{\"index\":" + index + ",");
      case "crash" -> Runtime.getRuntime().halt(3);
      case "kill" -> {
        new ProcessBuilder("kill", "-9", "" + pid).start();
        Thread.sleep(60_000);
      }
      case "cut" -> {
        out.write(head(request + "/response", ok.length() + 100, null));
        out.write(ok.getBytes(StandardCharsets.UTF_8));
        Runtime.getRuntime().halt(4);
      }
      case "leave" -> {
        // Right after the answer was accepted, before the next event is asked for.
        respond(request, token, index, "ok", ok);
        Runtime.getRuntime().halt(5);
      }
      case "vanish" -> {
        // Some time later, when it may be idle or have been given another event.
        Thread later =
            new Thread(
                () -> {
                  sleep(number);
                  Runtime.getRuntime().halt(6);
                });
        later.setDaemon(true);
        respond(request, token, index, "ok", ok);
        later.start();
      }
      case "hang" -> Thread.sleep(3_600_000);
      case "stray" -> {
        // A descendant in a session of its own, which no group's signal reaches.
        new ProcessBuilder("setsid", "sleep", "3600").start();
        respond(request, token, index, "ok", ok);
      }
      case "child" -> {
        new ProcessBuilder("sleep", "3600").start();
        respond(request, token, index, "ok", ok);
      }
      case "print" -> {
        System.out.print(("printed by " + id + "\u001b[31m\n").repeat((int) number));
        respond(request, token, index, "ok", ok);
      }
      default -> throw new IllegalArgumentException("The record says " + word[0]);
    }
  }

  /** Numbers that a double does not hold, or does not hold as they are written. */
  private static final String ODD =
      "[1e-400,-0,1.10,123456789012345678901234567890.5,1.2345678e-320,0.1e1,9007199254740993]";

  private static final String CONTROLS =
      ",\"\\u001b[2J\":\"\\u0000\\u0007\\r\\n\\u001b[31m \\ud800 \\\\ \\\" 😀\"";

  /** What an attacker of a terminal would have an operator read. */
  private static final String MESSAGE = "no \\u001b[2J\\u0007\\r it is wrong \\u0000 \\u009b31m";

  private static String filler(int bytes) {
    return ",\"filler\":\"" + "x".repeat(bytes) + "\"";
  }

  private static String answer(String index, String id, String token, String more) {
    return "{\"index\":"
        + index
        + ",\"output\":{\"id\":\""
        + id
        + "\",\"token\":\""
        + token
        + "\""
        + more
        + "}}";
  }

  private void respond(String request, String token, String index, String outcome, String body)
      throws IOException {
    post(request + "/response", token, index, outcome, body, null);
  }

  private void fail(String request, String token, String index, String type, String message)
      throws IOException {
    String body = "{\"errorMessage\":\"" + message + "\",\"errorType\":\"" + type + "\"}";
    post(request + "/error", token, index, type, body, type);
  }

  private void post(
      String path, String token, String index, String outcome, String body, String errorType)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    byte[] head = head(path, bytes.length, errorType);
    byte[] all = new byte[head.length + bytes.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(bytes, 0, all, head.length, bytes.length);
    ledger("end", token, index, outcome, "" + now());
    out.write(all);
    response();
    ledger("sent", token, index, "" + now());
  }

  private static byte[] head(String path, int length, String errorType) {
    return ("POST "
            + PATH
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + (errorType == null ? "" : "Lambda-Runtime-Function-Error-Type: " + errorType + "\r\n")
            + "Content-Length: "
            + length
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns which attempt at a record this is, over all processes and runs: a file's length. */
  private int attempt(String index, boolean counted) throws IOException {
    if (!counted) {
      return 1;
    }
    Path file = folder.resolve("attempts").resolve(index);
    try (FileOutputStream attempts = new FileOutputStream(file.toFile(), true)) {
      attempts.write('.');
    }
    return (int) Files.size(file);
  }

  private void ledger(String... words) throws IOException {
    try (FileOutputStream ledger = new FileOutputStream(folder.resolve("ledger").toFile(), true)) {
      ledger.write((String.join("\t", words) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String between(String text, String before, String after) {
    int start = text.indexOf(before) + before.length();
    return text.substring(start, text.indexOf(after, start));
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private static void sleep(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
