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
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;

/**
 * The function under soak, on nothing but the JDK so that it starts in a few hundredths of a
 * second: it does what each record's {@code do} says, and writes a ledger of what it did.
 *
 * <p>A line of the ledger is {@code given REQUEST-ID INDEX=ID… BATCH-INPUT} for a batch (several
 * lines for many), {@code begin TOKEN INDEX ATTEMPT PID REQUEST-ID MILLIS BATCH EVENT} for each
 * record that it starts, BATCH being how many records the invocation was given, 0 for one by
 * itself, {@code end TOKEN INDEX OUTCOME MILLIS} right before it answers, or {@code sent REQUEST-ID
 * MILLIS} once the answer was accepted, with tabs between. Each is written by one append, so that
 * processes share the file.
 */
public final class SoakFunction {
  private static final String PATH = "/2018-06-01/runtime/invocation/";
  private static final String ERRORS = "io.tenfold.function.";

  /** From how many bytes of outcomes on no further record of a batch is started. */
  private static final int ENOUGH = 200_000;

  /** How many bytes of outcomes a batch's answer may have. */
  private static final int MOST = 245_000;

  /** So short that a line is hardly ever cut in two by a signal. */
  private static final int LINES_AT_ONCE = 2_000;

  private static final int ITEMS_A_LINE = 80;

  private final Path folder;
  private final String host;
  private final int port;
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private String requestId;
  private long deadline;
  private int invocations;

  /** A record that was begun with, and the word that says what is to become of it. */
  private record Task(String token, String index, String id, String word, long number) {}

  /**
   * What became of a record.
   *
   * @param outcome what the ledger calls it
   * @param body the answer, or the error as Lambda has it
   * @param errorType null for an answer
   */
  private record Result(String outcome, String body, String errorType) {
    static Result answered(String body) {
      return new Result("ok", body, null);
    }

    static Result failed(String type, String message) {
      String body = "{\"errorMessage\":\"" + message + "\",\"errorType\":\"" + type + "\"}";
      return new Result(type, body, type);
    }

    boolean isTransient() {
      return (ERRORS + "TransientFailure").equals(errorType);
    }
  }

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
      String event = new String(function.next(), StandardCharsets.UTF_8);
      if (event.startsWith("{\"BatchInput\":")) {
        function.batch(between(event, "\"BatchInput\":", ",\"Items\":"), items(event));
      } else {
        function.alone(event);
      }
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
      } else if (name.equalsIgnoreCase("Lambda-Runtime-Deadline-Ms")) {
        deadline = Long.parseLong(value);
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

  /** Serves an invocation with one record. */
  private void alone(String event) throws Exception {
    String request = requestId;
    Task task = begin(event, 0);
    Result result = process(task);
    boolean failed = result.errorType() != null;
    String path = request + (failed ? "/error" : "/response");
    post(path, request, List.of(end(task, result.outcome())), result.body(), result.errorType());
    leave(List.of(task));
  }

  /** Serves an invocation with a batch: each record does what its word says. */
  private void batch(String input, List<String> items) throws Exception {
    String request = requestId;
    given(request, input, items);
    List<Task> tasks = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    StringJoiner outcomes = new StringJoiner(",", "[", "]");
    StringJoiner again = new StringJoiner(",", "[", "]");
    int failed = 0;
    int size = 4;
    int at = 0;
    long longest = 0;
    int stop = stop(items);
    while (at < stop && (at == 0 || now() + 2 * longest + 1_000 < deadline)) {
      long began = now();
      Task task = begin(items.get(at), items.size());
      tasks.add(task);
      Result result = process(task);
      longest = Math.max(longest, now() - began);
      if (result.outcome().equals("garbage")) {
        garbage(request, task, tasks, outcomes);
        return;
      }
      if (result.body().length() > MOST) {
        // As the framework does: an answer that no child's output can carry is the record's fault.
        result = Result.failed("States.DataLimitExceeded", "it has too many bytes");
      }
      String part = part(at, task, result);
      int bytes = part.getBytes(StandardCharsets.UTF_8).length + 1;
      if (at > 0 && size + bytes > MOST) {
        ends.add(end(task, "dropped"));
        break;
      }
      (result.isTransient() ? again : outcomes).add(part);
      failed += result.errorType() != null && !result.isTransient() ? 1 : 0;
      size += bytes;
      ends.add(end(task, result.outcome()));
      at++;
      if (size > ENOUGH) {
        break;
      }
    }
    StringJoiner notReached = new StringJoiner(",", "[", "]");
    for (int i = at; i < items.size(); i++) {
      notReached.add("" + i);
    }
    String body =
        "{\"outcomes\":"
            + outcomes
            + ",\"transient\":"
            + again
            + ",\"notReached\":"
            + notReached
            + ",\"failed\":"
            + failed
            + ",\"bytes\":"
            + outcomes.toString().getBytes(StandardCharsets.UTF_8).length
            + "}";
    post(request + "/response", request, ends, body, null);
    leave(tasks);
  }

  /** Where a batch is left off, as if its time were over: some are, by their first record. */
  private static int stop(List<String> items) {
    long first = Long.parseLong(index(items.get(0)));
    return first % 5 == 2 ? (int) Math.min(items.size(), 1 + first % 7) : items.size();
  }

  /** Returns what a batch's answer says of a record. */
  private static String part(int position, Task task, Result result) {
    if (result.errorType() == null) {
      return result.body();
    }
    return "{"
        + (result.isTransient() ? "\"position\":" + position + "," : "")
        + "\"index\":"
        + task.index()
        + ",\"error\":\""
        + result.errorType()
        + "\",\"cause\":\""
        + result.body().replace("\\", "\\\\").replace("\"", "\\\"")
        + "\"}";
  }

  /** Answers for a batch with what says nothing of its records, in one of several ways. */
  private void garbage(String request, Task guilty, List<Task> tasks, StringJoiner outcomes)
      throws IOException {
    List<String> ends = new ArrayList<>();
    for (Task task : tasks) {
      ends.add(end(task, "garbage"));
    }
    String body =
        switch ((int) (Long.parseLong(guilty.index()) % 4)) {
          case 0 -> "{\"outcomes\":" + outcomes + ",";
          case 1 ->
              "{\"outcomes\":"
                  + outcomes
                  + ",\"transient\":[],\"notReached\":[],\"failed\":0,\"bytes\":100}";
          case 2 -> "\"done\"";
          default -> "{\"outcomes\":{},\"transient\":[],\"failed\":0}";
        };
    post(request + "/response", request, ends, body, null);
  }

  private void given(String request, String input, List<String> items) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < items.size(); from += ITEMS_A_LINE) {
      StringJoiner line = new StringJoiner(" ");
      for (String item : items.subList(from, Math.min(items.size(), from + ITEMS_A_LINE))) {
        line.add(index(item) + "=" + id(item));
      }
      lines.add(line("given", request, line.toString(), input));
    }
    ledger(lines);
  }

  private Task begin(String event, int batch) throws IOException {
    String index = index(event);
    String[] words = between(event, "\"do\":\"", "\"").split("\\|");
    long pid = ProcessHandle.current().pid();
    String token = pid + "-" + System.nanoTime() + "-" + ++invocations;
    int attempt = attempt(index, words.length > 1);
    ledger(
        List.of(
            line(
                "begin",
                token,
                index,
                "" + attempt,
                "" + pid,
                requestId,
                "" + now(),
                "" + batch,
                event.replace('\n', ' '))));
    String[] word = words[Math.min(attempt, words.length) - 1].split(":");
    long number = word.length > 1 ? Long.parseLong(word[1]) : 0;
    return new Task(token, index, id(event), word[0], number);
  }

  /** Does what a record says: the process may not outlive it. */
  private Result process(Task task) throws Exception {
    String ok = answer(task, "");
    switch (task.word()) {
      case "slow" -> Thread.sleep(task.number());
      case "crash" -> Runtime.getRuntime().halt(3);
      case "kill" -> {
        new ProcessBuilder("kill", "-9", "" + ProcessHandle.current().pid()).start();
        Thread.sleep(60_000);
      }
      case "cut" -> {
        out.write(head(requestId + "/response", ok.length() + 100, null));
        out.write(ok.getBytes(StandardCharsets.UTF_8));
        Runtime.getRuntime().halt(4);
      }
      case "hang" -> Thread.sleep(3_600_000);
      // A descendant in a session of its own, which no group's signal reaches.
      case "stray" -> new ProcessBuilder("setsid", "sleep", "3600").start();
      case "child" -> new ProcessBuilder("sleep", "3600").start();
      case "print" ->
          System.out.print(
              ("printed by " + task.id() + "\u001b[31m\n").repeat((int) task.number()));
      default -> {}
    }
    return switch (task.word()) {
      case "reject" -> Result.failed(ERRORS + "RecordRejected", MESSAGE);
      case "transient" -> Result.failed(ERRORS + "TransientFailure", "later");
      case "error" -> Result.failed("java.lang.IllegalStateException", MESSAGE);
      case "odd" -> Result.answered(answer(task, ",\"odd\":" + ODD));
      case "controls" -> Result.answered(answer(task, CONTROLS));
      case "deep" -> Result.answered(answer(task, ",\"d\":" + "[".repeat(300) + "]".repeat(300)));
      case "bulky" -> Result.answered(answer(task, filler((int) task.number())));
      case "huge" -> new Result("huge", answer(task, ",\"v\":1e2147483648"), null);
      case "large" -> new Result("large", answer(task, filler(270 * 1024)), null);
      case "oversized" -> new Result("oversized", answer(task, filler(7 << 20)), null);
      case "garbage" -> new Result("garbage", "{\"index\":" + task.index() + ",", null);
      case "ok", "slow", "stray", "child", "print", "leave", "vanish" -> Result.answered(ok);
      default -> throw new IllegalArgumentException("The record says " + task.word());
    };
  }

  /** Ends the process, now that the answer was accepted, where a record says so. */
  private static void leave(List<Task> tasks) {
    if (tasks.stream().anyMatch(task -> task.word().equals("leave"))) {
      // Before the next event is asked for.
      Runtime.getRuntime().halt(5);
    }
    tasks.stream()
        .filter(task -> task.word().equals("vanish"))
        .mapToLong(Task::number)
        .min()
        .ifPresent(
            millis -> {
              // Some time later, when it may be idle or have been given another event.
              Thread later =
                  new Thread(
                      () -> {
                        sleep(millis);
                        Runtime.getRuntime().halt(6);
                      });
              later.setDaemon(true);
              later.start();
            });
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

  private static String answer(Task task, String more) {
    return "{\"index\":"
        + task.index()
        + ",\"output\":{\"id\":\""
        + task.id()
        + "\",\"token\":\""
        + task.token()
        + "\""
        + more
        + "}}";
  }

  private void post(String path, String request, List<String> ends, String body, String errorType)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    byte[] head = head(path, bytes.length, errorType);
    byte[] all = new byte[head.length + bytes.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(bytes, 0, all, head.length, bytes.length);
    ledger(ends);
    out.write(all);
    response();
    ledger(List.of(line("sent", request, "" + now())));
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

  private static String end(Task task, String outcome) {
    return line("end", task.token(), task.index(), outcome, "" + now());
  }

  private static String line(String... words) {
    return String.join("\t", words) + "\n";
  }

  private void ledger(List<String> lines) throws IOException {
    try (FileOutputStream ledger = new FileOutputStream(folder.resolve("ledger").toFile(), true)) {
      StringBuilder some = new StringBuilder();
      for (String line : lines) {
        if (some.length() + line.length() > LINES_AT_ONCE) {
          ledger.write(some.toString().getBytes(StandardCharsets.UTF_8));
          some.setLength(0);
        }
        some.append(line);
      }
      ledger.write(some.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Returns the texts of a batch's items. */
  private static List<String> items(String batch) {
    List<String> items = new ArrayList<>();
    String name = "";
    boolean quoted = false;
    int depth = 0;
    int start = 0;
    for (int i = 0; i < batch.length(); i++) {
      char c = batch.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
          name = depth == 1 ? batch.substring(start, i) : name;
        }
        continue;
      }
      switch (c) {
        case '"' -> {
          quoted = true;
          start = depth == 1 ? i + 1 : start;
        }
        case '{', '[' -> {
          depth++;
          start = depth == 3 ? i : start;
        }
        case '}', ']' -> {
          depth--;
          if (depth == 2 && name.equals("Items")) {
            items.add(batch.substring(start, i + 1));
          }
        }
        default -> {}
      }
    }
    return items;
  }

  private static String index(String event) {
    return between(event, "\"index\":", ",");
  }

  private static String id(String event) {
    return between(event, "\"id\":\"", "\"");
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
