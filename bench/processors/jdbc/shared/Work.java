package io.tenfold.bench.processor;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Books an amount and looks it up. */
@ApplicationScoped
public class Work {
  private final DataSource database;

  /** Takes the pool of connections. */
  public Work(DataSource database) {
    this.database = database;
  }

  /** Makes the table, in the database that lives as long as the process. */
  @PostConstruct
  void create() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table booking (account varchar(40), amount decimal(19, 2))");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns whether the booking is there. */
  public Output process(Input input) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("insert into booking (account, amount) values (?, ?)");
        PreparedStatement count =
            connection.prepareStatement("select count(*) from booking where account = ?")) {
      insert.setString(1, input.account());
      insert.setBigDecimal(2, input.amount());
      insert.executeUpdate();
      count.setString(1, input.account());
      try (ResultSet rows = count.executeQuery()) {
        return new Output(input.account(), rows.next() && rows.getInt(1) > 0);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
