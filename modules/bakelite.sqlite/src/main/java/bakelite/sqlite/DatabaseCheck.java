package bakelite.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteOpenMode;

/// SQLite's own check of a file that nobody writes, such as one that was just restored. Nothing is
/// created beside it, and no lock is taken.
public final class DatabaseCheck {
  /// Lines that SQLite reports at most.
  private static final int MAX_LINES = 100;

  private DatabaseCheck() {}

  /// How thorough.
  public enum Kind {
    /// `PRAGMA integrity_check`: every page, every row, every index entry.
    FULL("integrity_check"),
    /// `PRAGMA quick_check`: the same without comparing tables and indexes.
    QUICK("quick_check");

    private final String pragma;

    Kind(String pragma) {
      this.pragma = pragma;
    }
  }

  /// What SQLite says.
  public sealed interface Result {
    /// Nothing is wrong.
    record Passed() implements Result {}

    /// Our SQLite lacks what the application brings: its own functions, collations, modules.
    record NotChecked(String reason) implements Result {}

    /// The file is damaged.
    ///
    /// @param lines what is wrong, at least one line, at most 100
    record Failed(List<String> lines) implements Result {}
  }

  /// Runs the check.
  ///
  /// @throws DatabaseException when the file cannot be opened, or is one that this process holds
  public static Result run(Path file, Kind kind) throws DatabaseException {
    FileId id = idOf(file);
    if (!Attached.process().claim(id)) {
      throw new DatabaseException.Unsupported(
          "cannot check " + file + ": this process holds it as a live database",
          "check a restored copy");
    }
    try {
      return check(file, kind);
    } finally {
      Attached.process().release(id);
    }
  }

  private static FileId idOf(Path file) throws DatabaseException {
    try {
      return FileId.at(file)
          .orElseThrow(() ->
              new DatabaseException.Missing(
                  "cannot check " + file + ": no such file", "mend the path"));
    } catch (IOException e) {
      throw new DatabaseException.Denied(
          "cannot check " + file + ": " + e.getMessage(), "the file must be readable", e);
    }
  }

  private static Result check(Path file, Kind kind) throws DatabaseException {
    var properties = new Properties();
    int mode = SQLiteOpenMode.READONLY.flag | SQLiteOpenMode.OPEN_URI.flag;
    properties.setProperty("open_mode", Integer.toString(mode));
    var lines = new ArrayList<String>();
    try (var connection = JDBC.createConnection(SqliteUri.ofImmutable(file), properties);
        var statement = connection.createStatement();
        var answer = statement.executeQuery("PRAGMA " + kind.pragma + "(" + MAX_LINES + ")")) {
      while (answer.next()) {
        lines.add(answer.getString(1));
      }
    } catch (SQLException e) {
      return judge(file, e);
    }
    return lines.equals(List.of("ok")) ? new Result.Passed() : judge(lines);
  }

  private static Result judge(List<String> lines) {
    return lines.stream().allMatch(DatabaseCheck::ofTheApplication)
        ? new Result.NotChecked(lines.getFirst())
        : new Result.Failed(List.copyOf(lines));
  }

  private static Result judge(Path file, SQLException e) throws DatabaseException {
    String message = String.valueOf(e.getMessage());
    return switch (Diagnosis.primary(e)) {
      case SQLITE_CORRUPT, SQLITE_FORMAT -> new Result.Failed(List.of(message));
      case SQLITE_ERROR ->
          ofTheApplication(message)
              ? new Result.NotChecked(message)
              : new Result.Failed(List.of(message));
      default -> throw Diagnosis.of("check", file, e);
    };
  }

  private static boolean ofTheApplication(String line) {
    String text = line.toLowerCase(Locale.ROOT);
    return text.contains("no such collation")
        || text.contains("no such function")
        || text.contains("unknown function")
        || text.contains("no such module")
        || text.contains("no such tokenizer");
  }
}
