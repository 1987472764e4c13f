package io.tenfold.function.readings;

import io.tenfold.function.BatchProcessor;
import io.tenfold.function.BatchRecord;
import io.tenfold.function.Processor;
import io.tenfold.function.RecordOutcome;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.TransientFailure;
import io.tenfold.function.readings.ReadingProcessor.Reading;
import io.tenfold.function.readings.ReadingProcessor.Stored;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Stores meter readings, those of a batch in one transaction, each of them once. */
@Processor
public class ReadingProcessor implements BatchProcessor<Reading, Stored> {
  private static final int SECONDS_TO_ANSWER = 5;
  private static final String INSERT =
      "insert into reading (idempotency_key, meter, taken_on, kilowatt_hours, bill)"
          + " values (?, ?, ?, ?, ?) on conflict do nothing";

  /** What a meter showed at the end of a day. */
  public record Reading(String meter, LocalDate day, BigDecimal kilowattHours) {}

  /** Which bill the reading is for: the run's, {@code tenfold start --param bill=2026-11}. */
  public record Stored(String meter, String bill) {}

  /** Where connections come from. */
  interface Database {
    Connection connect() throws SQLException;
  }

  private final Database database;
  private Connection connection;

  /** Takes the database's address from the environment, and connects when there is work. */
  public ReadingProcessor() {
    this(() -> DriverManager.getConnection(System.getenv("READINGS_DATABASE")));
  }

  ReadingProcessor(Database database) {
    this.database = database;
  }

  /** Stores what is right in one transaction, or nothing. */
  @Override
  public List<RecordOutcome<Stored>> processBatch(List<BatchRecord<Reading>> records)
      throws SQLException {
    List<RecordOutcome<Stored>> outcomes = new ArrayList<>(records.size());
    try (PreparedStatement insert = connected().prepareStatement(INSERT)) {
      for (BatchRecord<Reading> each : records) {
        try {
          check(each.record());
        } catch (RecordRejected e) {
          outcomes.add(RecordOutcome.failed(e)); // It fails alone, and is not in the insert.
          continue;
        }
        String bill = each.context().parameters().getOrDefault("bill", "none");
        insert.setString(1, each.context().idempotencyKey());
        insert.setString(2, each.record().meter());
        insert.setObject(3, each.record().day());
        insert.setBigDecimal(4, each.record().kilowattHours());
        insert.setString(5, bill);
        insert.addBatch();
        outcomes.add(RecordOutcome.succeeded(new Stored(each.record().meter(), bill)));
      }
      insert.executeBatch();
      connection.commit();
      return outcomes;
    } catch (SQLException e) {
      String state = String.valueOf(e.getSQLState());
      if (state.startsWith("08")) {
        // The connection is lost and its transaction with it; if that was committed, the next
        // attempt has the same keys.
        throw new TransientFailure("the database is away", e);
      }
      connection.rollback(); // Who throws must have done nothing.
      if (state.startsWith("40")) {
        throw new TransientFailure("the database chose another transaction", e);
      }
      throw e; // One of the rows is at fault: they are all given again, one by one.
    }
  }

  private Connection connected() throws SQLException {
    if (connection == null || !connection.isValid(SECONDS_TO_ANSWER)) {
      connection = database.connect();
      connection.setAutoCommit(false);
    }
    return connection;
  }

  private static void check(Reading reading) {
    if (reading.meter() == null || reading.day() == null) {
      throw new RecordRejected("a reading has a meter and a day");
    }
    if (reading.kilowattHours() == null || reading.kilowattHours().signum() < 0) {
      throw new RecordRejected("kilowattHours", "must be 0 or more");
    }
  }
}
