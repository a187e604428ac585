package bakelite.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.wal.WalReader.Scan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Facts about SQLite on which the reader stands, and which random applications only may meet.
class RealWalTest {
  private @TempDir Path folder;
  private Sqlite sqlite;
  private LiveFiles files;

  @BeforeEach
  void start() {
    sqlite = new Sqlite();
    files = new LiveFiles(folder.resolve("app.db"));
  }

  @AfterEach
  void stop() {
    sqlite.close();
  }

  @Test
  void aPaddedCommitIsRepeatedAndToldOnce() throws IOException {
    create("psow=0");
    var before = files.index().header();
    sqlite.sql("a", "INSERT INTO t VALUES(1, 'x')");
    var after = files.index().header();

    var commits = new Commits();
    var scan = scan(WalPosition.at(before), after, commits);
    assertEquals(new Scan.Reached(WalPosition.at(after)), scan);
    assertEquals(1, commits.all.size());
    assertTrue(commits.repeated() > 0, "nothing was repeated");
    assertEquals(1, after.change() - before.change());
  }

  @Test
  void commitsThatChangeNothingLookLikeRepetitionsAndTheChangeCounterStaysExplained()
      throws IOException {
    create("psow=1");
    sqlite.sql("a", "PRAGMA user_version=5");
    var before = files.index().header();
    sqlite.sql("a", "PRAGMA user_version=5");
    sqlite.sql("a", "PRAGMA user_version=5");
    var after = files.index().header();

    var commits = new Commits();
    scan(WalPosition.at(before), after, commits);
    int changes = after.change() - before.change();
    assertEquals(2, changes);
    assertTrue(commits.all.size() <= changes);
    assertTrue(changes <= commits.all.size() + commits.repeated());
  }

  @Test
  void framesThatWereSpilledAndRolledBackLieBehindTheHorizonAndAreNotTold() throws IOException {
    create("psow=1");
    var before = files.index().header();
    sqlite.sql("a", "PRAGMA cache_size=5");
    sqlite.sql("a", "BEGIN");
    sqlite.sql("a", "INSERT INTO t VALUES(1, zeroblob(100000))");
    assertTrue(Files.size(files.wal()) > Window.offset(before.maxFrame() + 50, 512), "no spill");
    assertEquals(before, files.index().header());
    sqlite.sql("a", "ROLLBACK");
    assertEquals(before, files.index().header());

    var commits = new Commits();
    var start = WalPosition.before(before);
    assertEquals(new Scan.Reached(WalPosition.at(before)), scan(start, before, commits));
    assertEquals(before.maxFrame(), commits.frames().getLast().frame());
  }

  @Test
  void aConnectionThatHasNotResetTheWalItselfDrawsBothSalts() throws IOException {
    create("psow=1");
    sqlite.open("b", files.database(), "");
    sqlite.sql("b", "SELECT count(*) FROM t");
    var old = files.index().header();
    sqlite.sql("a", "PRAGMA wal_checkpoint(TRUNCATE)");
    var reset = files.index().header();
    assertEquals(old.salts().first() + 1, reset.salts().first());
    assertEquals(0, reset.maxFrame());

    sqlite.sql("b", "INSERT INTO t VALUES(1, 'x')");
    var written = files.index().header();
    assertNotEquals(reset.salts(), written.salts());
    assertNotEquals(reset.salts().first() + 1, written.salts().first());
    var restarted = new Scan.Restarted(WalPosition.before(written));
    assertEquals(restarted, scan(WalPosition.at(reset), written, new Commits()));
  }

  @Test
  void aRecoveredWalIsReadOn() throws IOException {
    create("psow=1");
    sqlite.sql("a", "INSERT INTO t VALUES(1, 'x')");
    var position = WalPosition.at(files.index().header());
    sqlite.sql("a", "INSERT INTO t VALUES(2, 'y')");
    // As after a crash: the files without the wal-index.
    var copy = new LiveFiles(folder.resolve("copy.db"));
    Files.copy(files.database(), copy.database());
    Files.copy(files.wal(), copy.wal());
    sqlite.open("b", copy.database(), "");
    sqlite.sql("b", "SELECT count(*) FROM t");

    var horizon = copy.index().header();
    var commits = new Commits();
    try (var wal = FileSource.open(copy.wal())) {
      assertInstanceOf(Scan.Reached.class, WalReader.scan(wal, position, horizon, commits));
    }
    assertEquals(1, commits.all.size());
  }

  @Test
  void aWalOfAMachineWithTheOtherByteOrderIsReadAsSqliteReadsIt() throws IOException {
    create("psow=1");
    sqlite.sql("a", "INSERT INTO t VALUES(1, zeroblob(5000))");
    boolean other = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    var foreign = new WalBuilder(512, other).restart(new Salts(-1, 1));
    var commits = new Commits();
    var ours = files.index().header();
    scan(WalPosition.before(ours), ours, commits);
    for (var commit : commits.all) {
      for (var frame : commit.frames()) {
        boolean isLast = frame.frame() == commit.position().frame();
        var image = new byte[512];
        frame.image().duplicate().get(image);
        foreign.frame(frame.page(), isLast ? commit.pages() : 0, image);
      }
    }
    var copy = new LiveFiles(folder.resolve("copy.db"));
    Files.copy(files.database(), copy.database());
    Files.write(copy.wal(), foreign.bytes());
    sqlite.open("b", copy.database(), "");
    assertEquals("5000", sqlite.sql("b", "SELECT length(v) FROM t"));
    // Written on by this machine, in the byte order of the file.
    sqlite.sql("b", "INSERT INTO t VALUES(2, 'y')");

    var horizon = copy.index().header();
    assertEquals(other, horizon.bigEndian());
    var read = new Commits();
    try (var wal = FileSource.open(copy.wal())) {
      var scan = WalReader.scan(wal, WalPosition.before(horizon), horizon, read);
      assertEquals(new Scan.Reached(WalPosition.at(horizon)), scan);
    }
    var replica = new Replica(Files.readAllBytes(copy.database()));
    replica.apply(read);
    assertEquals(ByteBuffer.wrap(copy.checkpointedBy(sqlite)), ByteBuffer.wrap(replica.bytes()));
  }

  private void create(String parameters) {
    sqlite.open("a", files.database(), parameters);
    sqlite.sql("a", "PRAGMA page_size=512");
    sqlite.sql("a", "PRAGMA journal_mode=WAL");
    sqlite.sql("a", "PRAGMA synchronous=FULL");
    sqlite.sql("a", "PRAGMA wal_autocheckpoint=0");
    sqlite.sql("a", "CREATE TABLE t(k INTEGER PRIMARY KEY, v)");
  }

  private Scan scan(WalPosition from, WalIndexHeader horizon, Commits commits) throws IOException {
    try (var wal = FileSource.open(files.wal())) {
      return WalReader.scan(wal, from, horizon, commits);
    }
  }
}
