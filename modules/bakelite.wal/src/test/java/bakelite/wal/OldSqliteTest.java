package bakelite.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bakelite.wal.WalReader.Scan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A defect of old SQLite (seen in 3.40.1): after a spill in a new generation and `ROLLBACK TO` it
/// commits frames with the salts of the generation before.
///
/// Runs where `python3` brings such a version.
class OldSqliteTest {
  private static final String PROGRAM =
      """
      import sqlite3, sys
      c = sqlite3.connect(sys.argv[1], isolation_level=None)
      for s in ('PRAGMA page_size=512', 'PRAGMA journal_mode=WAL', 'PRAGMA wal_autocheckpoint=0',
                'PRAGMA cache_size=5', 'CREATE TABLE t(k INTEGER PRIMARY KEY, v)',
                'INSERT INTO t VALUES(1, zeroblob(20000))', 'PRAGMA wal_checkpoint(FULL)',
                'BEGIN', 'INSERT INTO t VALUES(5, zeroblob(2000))', 'SAVEPOINT s',
                'UPDATE t SET v=zeroblob(16000) WHERE k=1',
                'INSERT INTO t VALUES(4, zeroblob(15000))', 'ROLLBACK TO s',
                'INSERT INTO t VALUES(2, zeroblob(3000))',
                'INSERT OR REPLACE INTO t VALUES(4, zeroblob(14000))', 'COMMIT'):
          c.execute(s).fetchall()
      print(sqlite3.sqlite_version, flush=True)
      sys.stdin.read()
      """;

  private @TempDir Path folder;

  @Test
  void aCommittedFrameOfAnotherGenerationIsAMismatchThatNamesItsSalts() throws IOException {
    var files = new LiveFiles(folder.resolve("app.db"));
    var process = python(files.database());
    var required = System.getenv().getOrDefault("BAKELITE_TEST_REQUIRE", "");
    assertTrue(process != null || !required.contains("python"), "python3 is required");
    assumeTrue(process != null, "no python3");
    try {
      var version = process.inputReader(StandardCharsets.UTF_8).readLine();
      assumeTrue(version != null && version.startsWith("3.40."), "SQLite is " + version);
      var horizon = files.index().header();
      var commits = new Commits();
      try (var wal = FileSource.open(files.wal())) {
        var scan = WalReader.scan(wal, WalPosition.before(horizon), horizon, commits);
        var mismatch = assertInstanceOf(Scan.Mismatch.class, scan);
        assertTrue(mismatch.frame() > 0 && mismatch.frame() < horizon.maxFrame());
        assertEquals("salts " + horizon.salts(), mismatch.expected());
        assertTrue(commits.all.isEmpty());
      }
    } finally {
      process.destroy();
      process.onExit().join();
    }
  }

  private static Process python(Path database) {
    try {
      return new ProcessBuilder("python3", "-c", PROGRAM, database.toString()).start();
    } catch (IOException _) {
      return null;
    }
  }
}
