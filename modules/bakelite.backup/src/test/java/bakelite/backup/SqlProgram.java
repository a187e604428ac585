package bakelite.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;

/// An application in a process of its own: runs each line of its input as SQL and answers `ok`.
final class SqlProgram {
  private SqlProgram() {}

  public static void main(String[] arguments) throws SQLException, IOException {
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + arguments[0])) {
      for (var line = input.readLine(); line != null; line = input.readLine()) {
        // One that answers with rows stays open as long as its statement, and holds its snapshot.
        try (var statement = connection.createStatement()) {
          statement.execute(line);
        }
        System.out.println("ok");
      }
    }
  }
}
