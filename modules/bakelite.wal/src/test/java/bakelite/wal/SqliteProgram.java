package bakelite.wal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// SQLite in a process of its own, at the service of [Sqlite].
///
/// One command a line: `open NAME URL`, `close NAME`, `sql NAME STATEMENT`, `count NAME TO`; one
/// answer a line: `ok` and the first column of the first row, or `error` and why.
final class SqliteProgram {
  private final Map<String, Connection> connections = new HashMap<>();

  private SqliteProgram() {}

  public static void main(String[] arguments) throws IOException {
    var program = new SqliteProgram();
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      var words = line.split(" ", 3);
      try {
        out.println("ok " + program.run(words[0], words[1], words.length > 2 ? words[2] : ""));
      } catch (SQLException e) {
        out.println("error " + e.getMessage().lines().findFirst().orElse(""));
      }
    }
  }

  private String run(String command, String name, String rest) throws SQLException {
    return switch (command) {
      case "open" -> {
        connections.put(name, DriverManager.getConnection("jdbc:sqlite:" + rest));
        yield "";
      }
      case "close" -> {
        connections.remove(name).close();
        yield "";
      }
      case "sql" -> sql(connections.get(name), rest);
      case "count" -> count(connections.get(name), Integer.parseInt(rest));
      default -> throw new SQLException("unknown command " + command);
    };
  }

  /// Counts up in `user_version`, one commit a number, with a change of the table in each.
  private static String count(Connection connection, int to) throws SQLException {
    for (int i = 1; i <= to; i++) {
      sql(connection, "BEGIN");
      sql(
          connection,
          "INSERT OR REPLACE INTO t VALUES(%d, randomblob(%d))".formatted(i % 20, i * 37 % 3000));
      sql(connection, "PRAGMA user_version=" + i);
      sql(connection, "COMMIT");
    }
    return "";
  }

  private static String sql(Connection connection, String statement) throws SQLException {
    try (var running = connection.createStatement()) {
      if (!running.execute(statement)) {
        return "";
      }
      try (var rows = running.getResultSet()) {
        return rows.next() ? rows.getString(1) : "";
      }
    }
  }
}
