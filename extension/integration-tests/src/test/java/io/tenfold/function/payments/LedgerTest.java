package io.tenfold.function.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On H2, which takes the SQL of PostgreSQL. */
class LedgerTest {
  private Connection connection;
  private Ledger ledger;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:h2:mem:;MODE=PostgreSQL");
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table account (id varchar primary key, balance decimal(20, 2))");
      statement.execute(
          "create table booking (idempotency_key varchar(101) primary key, account varchar,"
              + " amount decimal(20, 2))");
      statement.execute("insert into account values ('A', 0)");
    }
    ledger = new Ledger(connection);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private BigDecimal balance() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("select balance from account")) {
      found.next();
      return found.getBigDecimal(1);
    }
  }

  @Test
  void booksOnceHoweverOftenItIsTried() throws SQLException {
    assertThat(ledger.book("a", "A", BigDecimal.TEN)).isTrue();
    assertThat(ledger.book("a", "A", BigDecimal.TEN)).isFalse();
    assertThat(ledger.book("b", "A", BigDecimal.ONE)).isTrue();

    assertThat(balance()).isEqualByComparingTo("11");
  }

  @Test
  void remembersNothingOfABookingThatFailed() throws SQLException {
    assertThatThrownBy(() -> ledger.book("a", "none", BigDecimal.TEN))
        .isInstanceOf(SQLException.class);

    assertThat(ledger.book("a", "A", BigDecimal.TEN)).isTrue();
    assertThat(balance()).isEqualByComparingTo("10");
  }
}
