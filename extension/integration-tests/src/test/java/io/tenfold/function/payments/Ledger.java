package io.tenfold.function.payments;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Books amounts in a database, each of them once, however often it is asked. */
final class Ledger {
  private static final String REMEMBER =
      "insert into booking (idempotency_key, account, amount) values (?, ?, ?)"
          + " on conflict do nothing";
  private static final String BOOK = "update account set balance = balance + ? where id = ?";

  private final Connection connection;

  Ledger(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
  }

  /** Returns whether this call booked the amount; false where an earlier one had. */
  boolean book(String idempotencyKey, String account, BigDecimal amount) throws SQLException {
    try (PreparedStatement remember = connection.prepareStatement(REMEMBER);
        PreparedStatement book = connection.prepareStatement(BOOK)) {
      remember.setString(1, idempotencyKey);
      remember.setString(2, account);
      remember.setBigDecimal(3, amount);
      boolean first = remember.executeUpdate() == 1;
      if (first) {
        book.setBigDecimal(1, amount);
        book.setString(2, account);
        if (book.executeUpdate() != 1) {
          throw new SQLException("there is no account " + account);
        }
      }
      connection.commit(); // The key and what it stands for, or neither.
      return first;
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    }
  }
}
