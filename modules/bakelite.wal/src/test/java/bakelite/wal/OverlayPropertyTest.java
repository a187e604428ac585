package bakelite.wal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.wal.WalReader.Scan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/// The headline: what we read is, byte for byte, what SQLite itself makes of a WAL.
///
/// After every step of a random application two databases are compared with SQLite's own checkpoint
/// of a copy: the database file with the whole WAL laid over it, and a replica that has read commit
/// after commit since the beginning, across checkpoints and resets.
class OverlayPropertyTest {
  private static Sqlite sqlite;
  private static Path folder;

  @BeforeContainer
  static void start() throws IOException {
    sqlite = new Sqlite();
    folder = Files.createTempDirectory("overlay");
  }

  @AfterContainer
  static void stop() throws IOException {
    sqlite.close();
    clear();
    Files.delete(folder);
  }

  @Provide
  Arbitrary<Workload> workloads() {
    return Workload.any();
  }

  @Property(tries = 60)
  void ourOverlayIsSqlitesOwnCheckpoint(@ForAll("workloads") Workload workload) throws IOException {
    clear();
    var files = new LiveFiles(folder.resolve("app.db"));
    try {
      create(files, workload);
      var follower = new Follower(files, workload.chunk());
      for (var step : workload.steps()) {
        for (var statement : step.statements()) {
          sqlite.sql(step.connection(), statement);
        }
        var expected = files.checkpointedBy(sqlite);
        assertArrayEquals(expected, overlay(files), "overlay after " + step);
        follower.readOn();
        assertArrayEquals(expected, follower.replica.bytes(), "replica after " + step);
      }
    } finally {
      sqlite.close("a");
      sqlite.close("b");
    }
  }

  private static void create(LiveFiles files, Workload workload) {
    for (var name : new String[] {"a", "b"}) {
      sqlite.open(name, files.database(), workload.isPadded() ? "psow=0" : "psow=1");
      if (name.equals("a")) {
        sqlite.sql("a", "PRAGMA page_size=" + workload.pageSize());
        sqlite.sql("a", "PRAGMA auto_vacuum=" + workload.autoVacuum());
        sqlite.sql("a", "PRAGMA journal_mode=WAL");
        sqlite.sql("a", "CREATE TABLE t(k INTEGER PRIMARY KEY, v)");
        sqlite.sql("a", "CREATE INDEX i ON t(v)");
      }
      sqlite.sql(name, "PRAGMA synchronous=FULL");
      sqlite.sql(name, "PRAGMA wal_autocheckpoint=0");
      sqlite.sql(name, "PRAGMA cache_size=5");
    }
  }

  private static byte[] overlay(LiveFiles files) throws IOException {
    var horizon = files.index().header();
    var replica = new Replica(Files.readAllBytes(files.database()));
    var commits = new Commits();
    try (var wal = FileSource.open(files.wal())) {
      var scan = WalReader.scan(wal, WalPosition.before(horizon), horizon, commits);
      assertEquals(
          horizon.maxFrame(), assertInstanceOf(Scan.Reached.class, scan).position().frame());
    }
    assertEquals(0, commits.uncommitted());
    replica.apply(commits);
    return replica.bytes();
  }

  private static void clear() throws IOException {
    try (var files = Files.list(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /// Reads on from where it was, a few commits at a time.
  private static final class Follower {
    private final LiveFiles files;
    private final int chunk;
    private final Replica replica;
    private WalPosition position;
    private int change;

    Follower(LiveFiles files, int chunk) throws IOException {
      this.files = files;
      this.chunk = chunk;
      var horizon = files.index().header();
      replica = new Replica(overlay(files));
      position = WalPosition.at(horizon);
      change = horizon.change();
    }

    void readOn() throws IOException {
      var horizon = files.index().header();
      int told = 0;
      long repeated = 0;
      try (var wal = FileSource.open(files.wal())) {
        if (!position.salts().equals(horizon.salts())) {
          var scan = WalReader.scan(wal, position, horizon, new Commits());
          position = assertInstanceOf(Scan.Restarted.class, scan).start();
        }
        do {
          long before = position.frame();
          var commits = new Commits(chunk);
          var scan = WalReader.scan(wal, position, horizon, commits);
          position = assertInstanceOf(Scan.Reached.class, scan).position();
          assertTrue(position.frame() > before || position.frame() == horizon.maxFrame());
          replica.apply(commits);
          assertEquals(0, commits.uncommitted());
          told += commits.all.size();
          repeated += commits.repeated();
        } while (position.frame() < horizon.maxFrame());
      }
      int changes = horizon.change() - change;
      assertTrue(told <= changes && changes <= told + repeated, told + " commits of " + changes);
      change = horizon.change();
      assertEquals(WalPosition.at(horizon), position);
    }
  }
}
