package bakelite.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.sqlite.DatabaseCheck.Kind;
import bakelite.sqlite.DatabaseCheck.Result;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.Collation;
import org.sqlite.Function;

class DatabaseCheckTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    // Every character here means something to somebody on the way to SQLite.
    file = folder.resolve("a?mode=memory&b %41#ü.db");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aSoundDatabasePassesAndNothingIsCreatedBesideIt(Kind kind)
      throws SQLException, DatabaseException, IOException {
    create("PRAGMA journal_mode=WAL", "CREATE TABLE t(x)", "INSERT INTO t VALUES(1)");
    assertInstanceOf(Result.Passed.class, DatabaseCheck.run(file, kind));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aDamagedPageIsReportedInSqlitesWords(Kind kind)
      throws SQLException, DatabaseException, IOException {
    create("CREATE TABLE t(x)", "INSERT INTO t VALUES(randomblob(20000))");
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(4096);
      bytes.write(new byte[4096]);
    }
    var failed = assertInstanceOf(Result.Failed.class, DatabaseCheck.run(file, kind));
    assertFalse(failed.lines().isEmpty());
  }

  @Test
  void anIndexThatLacksARowFailsTheFullCheckOnly() throws SQLException, DatabaseException {
    create(
        "CREATE TABLE t(x, y)",
        "CREATE INDEX i ON t(x)",
        "INSERT INTO t VALUES(1, 7),(2, 8)",
        "PRAGMA writable_schema=1",
        "UPDATE sqlite_schema SET sql='CREATE INDEX i ON t(y)' WHERE name='i'");
    assertInstanceOf(Result.Failed.class, DatabaseCheck.run(file, Kind.FULL));
    assertInstanceOf(Result.Passed.class, DatabaseCheck.run(file, Kind.QUICK));
  }

  @Test
  void aCollationOfTheApplicationMeansNotChecked() throws SQLException, DatabaseException {
    try (var connection = DriverManager.getConnection(SqliteUri.of(file));
        var statement = connection.createStatement()) {
      Collation.create(
          connection,
          "mine",
          new Collation() {
            @Override
            protected int xCompare(String one, String other) {
              return one.compareTo(other);
            }
          });
      statement.execute("CREATE TABLE t(x TEXT COLLATE mine PRIMARY KEY)");
      statement.execute("INSERT INTO t VALUES('a'),('b')");
    }
    var result = assertInstanceOf(Result.NotChecked.class, DatabaseCheck.run(file, Kind.FULL));
    assertTrue(result.reason().contains("mine"), result.reason());
  }

  @Test
  void aFunctionOfTheApplicationMeansNotChecked() throws SQLException, DatabaseException {
    try (var connection = DriverManager.getConnection(SqliteUri.of(file));
        var statement = connection.createStatement()) {
      Function.create(
          connection,
          "twice",
          new Function() {
            @Override
            protected void xFunc() throws SQLException {
              result(2 * value_int(0));
            }
          },
          1,
          Function.FLAG_DETERMINISTIC);
      statement.execute("CREATE TABLE t(x)");
      statement.execute("CREATE INDEX i ON t(twice(x))");
      statement.execute("INSERT INTO t VALUES(1),(2)");
    }
    var result = assertInstanceOf(Result.NotChecked.class, DatabaseCheck.run(file, Kind.FULL));
    assertTrue(result.reason().contains("twice"), result.reason());
  }

  @Test
  void somethingElseIsNotADatabase() throws IOException {
    Files.write(file, new byte[8192]);
    assertThrows(DatabaseException.NotDatabase.class, () -> DatabaseCheck.run(file, Kind.FULL));
  }

  @Test
  void aMissingFileIsMissingAndNotCreated() {
    assertThrows(DatabaseException.Missing.class, () -> DatabaseCheck.run(file, Kind.FULL));
    assertFalse(Files.exists(file));
  }

  private void create(String... statements) throws SQLException {
    try (var connection = DriverManager.getConnection(SqliteUri.of(file));
        var statement = connection.createStatement()) {
      for (var each : statements) {
        statement.execute(each);
      }
    }
  }
}
