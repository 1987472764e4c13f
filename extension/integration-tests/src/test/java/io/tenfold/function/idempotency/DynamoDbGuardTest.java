package io.tenfold.function.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.function.InvalidEnvelope;
import io.tenfold.function.RecordContext;
import io.tenfold.function.TransientFailure;
import io.tenfold.local.aws.Endpoint;
import io.tenfold.local.aws.EndpointExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** The guard against DynamoDB as the local AWS endpoint has it. */
@ExtendWith(EndpointExtension.class)
class DynamoDbGuardTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final byte[] ANSWER = "{\"index\":1}".getBytes(StandardCharsets.UTF_8);

  /** A clock that stands until it is set. */
  private static final class Hand extends Clock {
    private Instant now = Instant.now();

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @TempDir Path folder;

  private final Hand clock = new Hand();
  private GuardTable table;
  private DynamoDbGuard guard;
  private DynamoDbGuard other;

  @BeforeEach
  void createTheTable(Endpoint endpoint) {
    table = new GuardTable(endpoint.url(), "guard-" + UUID.randomUUID());
    table.create();
    guard = table.guard(clock);
    other = table.guard(clock);
  }

  private RecordContext context() {
    return new RecordContext(1, "request", Instant.now().plus(TIMEOUT), "batch-1-abc");
  }

  @Test
  void aRecordIsHadByOneProcessAtATime() {
    assertThat(guard.begin(context())).isEmpty();

    assertThatThrownBy(() -> other.begin(context()))
        .isInstanceOf(TransientFailure.class)
        .hasMessage("another attempt at this record is being processed");
  }

  @Test
  void aRecordThatIsDoneIsAnsweredInEveryProcess() {
    guard.begin(context());
    guard.succeeded(context(), ANSWER);

    assertThat(other.begin(context())).hasValue(ANSWER);
    assertThat(guard.begin(context())).hasValue(ANSWER);
  }

  @Test
  void aRecordThatFailedMayBeProcessedByAnyProcess() {
    guard.begin(context());
    guard.failed(context());

    assertThat(other.begin(context())).isEmpty();
  }

  @Test
  void aClaimEndsWithTheInvocation() {
    guard.begin(context());

    clock.now = clock.now.plus(TIMEOUT);
    assertThatThrownBy(() -> other.begin(context())).isInstanceOf(TransientFailure.class);
    clock.now = clock.now.plusSeconds(1);
    assertThat(other.begin(context())).isEmpty();
  }

  @Test
  void whoLostItsClaimNotesNothing() {
    guard.begin(context());
    clock.now = clock.now.plus(TIMEOUT).plusSeconds(1);
    other.begin(context());

    assertThatThrownBy(() -> guard.succeeded(context(), ANSWER))
        .isInstanceOf(ConditionalCheckFailedException.class);
    assertThatThrownBy(() -> guard.failed(context()))
        .isInstanceOf(ConditionalCheckFailedException.class);
    other.succeeded(context(), ANSWER);
    assertThat(guard.begin(context())).hasValue(ANSWER);
  }

  @Test
  void theProcessThatHasARecordMayBeginAgain() {
    guard.begin(context());

    assertThat(guard.begin(context())).isEmpty();
    guard.failed(context());
    guard.failed(context());
    assertThat(other.begin(context())).isEmpty();
  }

  @Test
  void anAnswerIsForgottenAfterItsTimeThoughDynamoDbHasNotDeletedIt() {
    guard.begin(context());
    guard.succeeded(context(), ANSWER);

    clock.now = clock.now.plus(GuardTable.MEMORY).minusSeconds(2);
    assertThat(other.begin(context())).hasValue(ANSWER);
    clock.now = clock.now.plusSeconds(2);
    assertThat(other.begin(context())).isEmpty();
  }

  @Test
  void itemsSayWhenDynamoDbDeletesThem() {
    guard.begin(context());
    assertThat(item()).containsKeys("key", "holder", "until", "expires");

    guard.succeeded(context(), ANSWER);
    assertThat(item()).containsOnlyKeys("key", "holder", "answer", "expires");
    assertThat(Long.parseLong(item().get("expires").n()))
        .isEqualTo(clock.now.plus(GuardTable.MEMORY).getEpochSecond());
  }

  private Map<String, AttributeValue> item() {
    try (DynamoDbClient dynamoDb = table.client()) {
      return dynamoDb
          .getItem(r -> r.tableName(table.name()).key(Map.of("key", key("batch-1-abc"))))
          .item();
    }
  }

  private static AttributeValue key(String key) {
    return AttributeValue.fromS(key);
  }

  private void put(Map<String, AttributeValue> item) {
    try (DynamoDbClient dynamoDb = table.client()) {
      dynamoDb.putItem(r -> r.tableName(table.name()).item(item));
    }
  }

  /** Waiting would mend nothing, and what it holds is no output of this record's. */
  @Test
  void anItemThatIsSomebodyElsesIsNeitherAClaimNorAnAnswer() {
    put(Map.of("key", key("batch-1-abc"), "colour", key("red")));
    assertThatThrownBy(() -> guard.begin(context()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(table.name())
        .hasMessageContaining("a table of its own");

    put(Map.of("key", key("batch-1-abc"), "answer", key("{}")));
    assertThatThrownBy(() -> guard.begin(context())).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anOutputIsRememberedForADayAtLeast() {
    assertThat(DynamoDbGuard.days("7")).isEqualTo(Duration.ofDays(7));
    for (String none : List.of("0", "-1", "", "7d", "1000000")) {
      assertThatThrownBy(() -> DynamoDbGuard.days(none))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("TENFOLD_IDEMPOTENCY_DAYS");
    }
  }

  @Test
  void warmingUpLeavesNothing() {
    guard.warmUp();

    try (DynamoDbClient dynamoDb = table.client()) {
      assertThat(dynamoDb.scan(r -> r.tableName(table.name())).items()).isEmpty();
    }
  }

  @Test
  void anEventOfNoBatchIsRefused() {
    RecordContext nobodys = new RecordContext(1, "request", Instant.MAX);

    assertThatThrownBy(() -> guard.begin(nobodys)).isInstanceOf(InvalidEnvelope.class);
  }

  @Test
  void aMissingTableIsNothingThatWaitingMends() {
    DynamoDbGuard lost = new GuardTable(table.endpoint(), "not-there").guard(clock);

    assertThatThrownBy(() -> lost.begin(context())).isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void aTableThatDoesNotAnswerIsAskedAgainLater() {
    DynamoDbGuard away = new GuardTable("http://127.0.0.1:1", "guard").guard(clock);

    assertThatThrownBy(() -> away.begin(context())).isInstanceOf(TransientFailure.class);
  }

  @Test
  void ofSeveralProcessesAtOnceOneProcessesARecordAndTheOthersWaitOrAnswerAsItDid()
      throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(process("a", Duration.ZERO));
    }
    List<String> answers = new ArrayList<>();
    for (Process each : processes) {
      answers.add(output(each));
    }

    assertThat(effects()).containsExactly("a");
    assertThat(answers).anyMatch(answer -> answer.startsWith("{\"index\":1,\"output\":\"a by "));
    answers.remove("TransientFailure");
    answers.remove("TransientFailure");
    assertThat(answers.stream().distinct()).hasSize(1);
    assertThat(output(process("a", Duration.ZERO))).isEqualTo(answers.get(0));
    assertThat(effects()).containsExactly("a");
  }

  @Test
  void aRecordWhoseProcessCrashedIsProcessedOnceItsInvocationIsOver() throws Exception {
    Process crashing = process(GuardedProcess.CRASH, Duration.ZERO);
    assertThat(crashing.waitFor()).isEqualTo(GuardedProcess.CRASHED);

    assertThat(output(process(GuardedProcess.CRASH, Duration.ZERO))).isEqualTo("TransientFailure");
    assertThat(effects()).hasSize(1);
    Duration over = GuardedProcess.TIMEOUT.plusSeconds(1);
    assertThat(output(process(GuardedProcess.CRASH, over))).startsWith("{\"index\":1,\"output\":");
    assertThat(effects()).hasSize(2);
  }

  private Process process(String record, Duration aheadOfTime) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            GuardedProcess.class.getName(),
            table.endpoint(),
            table.name(),
            effectsFile().toString(),
            record,
            aheadOfTime.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String output(Process process) throws Exception {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output.strip();
  }

  private Path effectsFile() {
    return folder.resolve("effects");
  }

  private List<String> effects() throws Exception {
    return Files.readAllLines(effectsFile());
  }
}
