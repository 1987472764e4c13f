package io.tenfold.function.idempotency;

import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.TransientFailure;
import io.tenfold.function.invoke.RecordFunction;
import io.tenfold.function.json.RecordJson;
import io.tenfold.function.log.RecordLog;
import io.tenfold.function.log.StandardOutputLines;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * A process of a guarded function: takes one record from the command line, and prints what it is
 * answered with. Its processor's effect elsewhere is a line in a file.
 */
final class GuardedProcess implements RecordProcessor<String, String> {
  /** What crashes the process in the midst of a record. */
  static final String CRASH = "crash";

  /** How long an invocation may take. */
  static final Duration TIMEOUT = Duration.ofMinutes(1);

  /** The code that it ends with then. */
  static final int CRASHED = 9;

  private final Path effects;

  private GuardedProcess(Path effects) {
    this.effects = effects;
  }

  /** Takes the endpoint, the table, the effects' file, the record, and how fast its clock is. */
  public static void main(String[] arguments) throws Exception {
    GuardTable table = new GuardTable(arguments[0], arguments[1]);
    RecordFunction function =
        new RecordFunction(
            new GuardedProcess(Path.of(arguments[2])),
            RecordJson.of(String.class, String.class),
            new RecordLog(new StandardOutputLines(OutputStream.nullOutputStream(), "OFF")),
            table.guard(Clock.offset(Clock.systemUTC(), Duration.parse(arguments[4]))));
    Instant deadline = Instant.now().plus(TIMEOUT);
    String event = "{\"index\":1,\"record\":\"" + arguments[3] + "\",\"origin\":\"batch\"}";
    try {
      byte[] answer = function.apply(event.getBytes(StandardCharsets.UTF_8), "request", deadline);
      System.out.println(new String(answer, StandardCharsets.UTF_8));
    } catch (TransientFailure e) {
      System.out.println("TransientFailure");
    }
  }

  @Override
  public String process(String text, RecordContext context) throws IOException {
    long pid = ProcessHandle.current().pid();
    Files.writeString(effects, text + '\n', StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    if (text.equals(CRASH) && Files.readAllLines(effects).size() == 1) {
      Runtime.getRuntime().halt(CRASHED);
    }
    return text + " by " + pid;
  }
}
