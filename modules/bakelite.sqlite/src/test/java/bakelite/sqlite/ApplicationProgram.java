package bakelite.sqlite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/// An application that uses a database, as a process of its own, told what to do line by line. The
/// Python program beside it understands the same lines.
///
/// | line              | answer                                                     |
/// |-------------------|------------------------------------------------------------|
/// | `sql STATEMENT`   | `ok` and the first column of the first row                 |
/// | `write N`         | `wrote` and the number of commits since the start          |
/// | `run MILLIS`      | the same, after writing for that time without a pause      |
/// | `checkpoint MODE` | `checkpoint`, SQLite's three numbers, and microseconds     |
public final class ApplicationProgram {
  private final Statement statement;
  private final Random random = new Random(7);
  private long commits;

  private ApplicationProgram(Connection connection) throws SQLException {
    this.statement = connection.createStatement();
  }

  /// Opens the database of the first argument and obeys standard input until its end.
  public static void main(String[] arguments) throws IOException, SQLException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var out = System.out;
    try (var connection =
        DriverManager.getConnection(SqliteUri.of(Path.of(arguments[0])) + "?busy_timeout=5000")) {
      var program = new ApplicationProgram(connection);
      out.println("ready");
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        program.obey(line, out);
      }
    }
  }

  private void obey(String line, PrintStream out) {
    var words = line.split(" ", 2);
    try {
      out.println(
          switch (words[0]) {
            case "sql" -> "ok " + sql(words[1]);
            case "write" -> write(Long.parseLong(words[1]), Long.MAX_VALUE);
            case "run" ->
                write(Long.MAX_VALUE, System.nanoTime() + Long.parseLong(words[1]) * 1_000_000);
            case "checkpoint" -> checkpoint(words[1]);
            default -> "unknown " + line;
          });
    } catch (SQLException e) {
      out.println("error " + e.getMessage());
    }
  }

  private String sql(String text) throws SQLException {
    if (!statement.execute(text)) {
      return "";
    }
    try (var rows = statement.getResultSet()) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  private String write(long most, long until) throws SQLException {
    for (long n = 0; n < most && System.nanoTime() < until; n++) {
      statement.execute("BEGIN IMMEDIATE");
      statement.execute(
          "INSERT INTO log(payload) VALUES(randomblob(" + (10 + random.nextInt(6000)) + "))");
      statement.execute("UPDATE counter SET n = n + 1");
      statement.execute("DELETE FROM log WHERE id < (SELECT max(id) FROM log) - 500");
      statement.execute("COMMIT");
      commits++;
    }
    return "wrote " + commits;
  }

  private String checkpoint(String mode) throws SQLException {
    long start = System.nanoTime();
    try (var rows = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
      rows.next();
      long micros = (System.nanoTime() - start) / 1000;
      return "checkpoint %d %d %d %d"
          .formatted(rows.getInt(1), rows.getInt(2), rows.getInt(3), micros);
    }
  }
}
