package bakelite.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.StringJoiner;
import org.sqlite.SQLiteErrorCode;

/// The SQLite that the daemon has, too.
record LibrarySql(Connection connection) implements Sql {
  static Sql open(Path database) throws IOException {
    try {
      return new LibrarySql(DriverManager.getConnection("jdbc:sqlite:" + database));
    } catch (SQLException failed) {
      throw new IOException(failed);
    }
  }

  @Override
  public String ask(String sql) throws IOException, Busy {
    try (var statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (var rows = statement.getResultSet()) {
        return text(rows);
      }
    } catch (SQLException failed) {
      if ((failed.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code) {
        throw new Busy();
      }
      throw new IOException(sql.substring(0, Math.min(80, sql.length())), failed);
    }
  }

  private static String text(ResultSet rows) throws SQLException {
    var lines = new StringJoiner("\n");
    while (rows.next()) {
      var columns = new StringJoiner("|");
      for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
        columns.add(rows.getString(column));
      }
      lines.add(columns.toString());
    }
    return lines.toString();
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException failed) {
      throw new IOException(failed);
    }
  }
}
