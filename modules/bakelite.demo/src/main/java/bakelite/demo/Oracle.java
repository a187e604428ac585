package bakelite.demo;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Grades a copy of the application's database against what the application knows.
final class Oracle {
  private Oracle() {}

  /// What a copy turned out to be.
  ///
  /// @param commit the number of the commit that it is of, 0 for one without any
  /// @param problems empty when it is exactly that
  record Grade(long commit, List<String> problems) {}

  /// Reads a whole copy: SQLite's own check, a ledger without gaps, and rows that add up to the
  /// digest that the last entry of the ledger promises.
  ///
  /// @param truth the digests that the application recorded elsewhere, by number of the commit
  static Grade grade(Path copy, Truth truth) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
        var statement = connection.createStatement()) {
      var problems = new ArrayList<String>();
      var integrity = text(statement, "PRAGMA integrity_check");
      if (!integrity.equals("ok")) {
        problems.add("integrity_check says " + integrity);
      }
      if (number(statement, "SELECT count(*) FROM sqlite_schema WHERE name = 'ledger'") == 0) {
        return new Grade(0, problems);
      }
      long last = number(statement, "SELECT coalesce(max(n), 0) FROM ledger");
      long count = number(statement, "SELECT count(*) FROM ledger");
      if (count != last) {
        problems.add("the ledger has " + count + " entries up to commit " + last);
      }
      if (last > 0) {
        compare(connection, statement, last, truth, problems);
      }
      return new Grade(last, problems);
    }
  }

  private static void compare(
      Connection connection, Statement statement, long last, Truth truth, List<String> problems)
      throws SQLException {
    var promised = text(statement, "SELECT digest FROM ledger WHERE n = " + last);
    var found = Ledger.text(digest(connection));
    if (!promised.equals(found)) {
      problems.add("commit " + last + " promises rows of digest " + promised + ", found " + found);
    }
    truth
        .digest(last)
        .filter(known -> !known.equals(promised))
        .ifPresent(known -> problems.add("the application wrote " + known + " at " + last));
  }

  private static long digest(Connection connection) throws SQLException {
    long digest = 0;
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT id, body FROM item")) {
      while (rows.next()) {
        digest += Ledger.share(rows.getLong(1), rows.getBytes(2));
      }
    }
    return digest;
  }

  private static String text(Statement statement, String sql) throws SQLException {
    try (var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }
}
