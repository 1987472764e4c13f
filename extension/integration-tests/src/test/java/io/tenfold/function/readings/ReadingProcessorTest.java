package io.tenfold.function.readings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restassured.path.json.JsonPath;
import io.tenfold.function.BatchRecord;
import io.tenfold.function.RecordContext;
import io.tenfold.function.TransientFailure;
import io.tenfold.function.invoke.ProcessorFunction;
import io.tenfold.function.readings.ReadingProcessor.Reading;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On H2, which takes the SQL of PostgreSQL, and a table that takes no reading over 1000. */
class ReadingProcessorTest {
  private Connection connection;
  private ProcessorFunction function;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:h2:mem:;MODE=PostgreSQL");
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "create table reading (idempotency_key varchar(101) primary key, meter varchar(20),"
              + " taken_on date, kilowatt_hours decimal(20, 2) check (kilowatt_hours <= 1000),"
              + " bill varchar(20))");
    }
    function = new ProcessorFunction(new ReadingProcessor(() -> connection));
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private JsonPath send(String... kilowattHours) throws Exception {
    List<String> items = new ArrayList<>();
    for (String each : kilowattHours) {
      items.add(
          ("{\"index\":%d,\"origin\":\"o\","
                  + "\"record\":{\"meter\":\"M\",\"day\":\"2026-11-01\",\"kilowattHours\":%s}}")
              .formatted(items.size(), each));
    }
    String event =
        "{\"BatchInput\":{\"parameters\":{\"bill\":\"2026-11\"}},\"Items\":["
            + String.join(",", items)
            + "]}";
    byte[] answer = function.apply(event.getBytes(StandardCharsets.UTF_8), "request", Instant.MAX);
    return new JsonPath(new String(answer, StandardCharsets.UTF_8));
  }

  private List<String> stored() throws SQLException {
    List<String> stored = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select kilowatt_hours, bill from reading order by kilowatt_hours")) {
      while (found.next()) {
        stored.add(found.getBigDecimal(1) + " " + found.getString(2));
      }
    }
    return stored;
  }

  @Test
  void storesTheReadingsOfABatchForTheRunsBill() throws Exception {
    JsonPath answer = send("1.5", "2");

    assertThat(stored()).containsExactly("1.50 2026-11", "2.00 2026-11");
    assertThat(answer.getString("outcomes[1].output.bill")).isEqualTo("2026-11");
  }

  @Test
  void rejectsAReadingAloneThatIsWrong() throws Exception {
    JsonPath answer = send("1", "-1", "3");

    assertThat(stored()).containsExactly("1.00 2026-11", "3.00 2026-11");
    assertThat(answer.getString("outcomes[1].cause")).contains("kilowattHours: must be 0 or more");
    assertThat(answer.getInt("failed")).isEqualTo(1);
  }

  @Test
  void storesTheOthersWhereTheDatabaseRefusesOne() throws Exception {
    JsonPath answer = send("1", "1001", "3");

    assertThat(stored()).containsExactly("1.00 2026-11", "3.00 2026-11");
    assertThat(answer.getList("outcomes.error", String.class)).hasSize(3);
    assertThat(answer.getString("outcomes[0].error")).isNull();
    assertThat(answer.getString("outcomes[1].error")).startsWith("org.h2.jdbc.Jdbc");
    assertThat(answer.getString("outcomes[2].error")).isNull();
  }

  @Test
  void storesAReadingOnceHoweverOftenItIsTried() throws Exception {
    send("1", "2");
    send("1", "2");

    assertThat(stored()).containsExactly("1.00 2026-11", "2.00 2026-11");
  }

  @Test
  void asksForAnotherAttemptWhereTheDatabaseIsAway() {
    ReadingProcessor processor =
        new ReadingProcessor(
            () -> {
              throw new SQLException("connection refused", "08001");
            });
    Reading reading = new Reading("M", LocalDate.of(2026, 11, 1), BigDecimal.ONE);
    RecordContext context = new RecordContext(0, "request", Instant.MAX);

    assertThatThrownBy(() -> processor.processBatch(List.of(new BatchRecord<>(reading, context))))
        .isInstanceOf(TransientFailure.class)
        .hasMessage("the database is away");
  }
}
