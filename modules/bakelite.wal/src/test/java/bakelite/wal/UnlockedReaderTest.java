package bakelite.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.wal.WalReader.Scan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A reader without any lock, beside a writer that commits and resets the WAL as fast as it can. It
/// may lose commits; it must never be told one that did not happen, twice, or in another order.
class UnlockedReaderTest {
  private static final int COMMITS = 2_000;
  private static final int USER_VERSION = 60;

  private @TempDir Path folder;
  private WalPosition position;
  private int last;
  private int told;
  private int restarts;

  @Test
  void whatIsToldBesideABusyWriterHasHappenedInThatOrder() throws IOException {
    var files = new LiveFiles(folder.resolve("app.db"));
    try (var sqlite = new Sqlite()) {
      create(sqlite, files.database());
      position = WalPosition.at(files.index().header());
      sqlite.startCounting("a", COMMITS);
      try (var shm = FileSource.open(files.shm());
          var wal = FileSource.open(files.wal())) {
        while (!sqlite.isDone()) {
          readOn(shm, wal);
        }
        // Once to see that the WAL was restarted, once to read it.
        readOn(shm, wal);
        readOn(shm, wal);
      }
    }
    assertEquals(COMMITS, last);
    // Few enough for a machine that is busy with other things.
    assertTrue(restarts > 2 && told > 50, restarts + " restarts, " + told + " told");
  }

  private static void create(Sqlite sqlite, Path database) {
    sqlite.open("a", database, "");
    sqlite.sql("a", "PRAGMA page_size=512");
    sqlite.sql("a", "PRAGMA journal_mode=WAL");
    sqlite.sql("a", "PRAGMA synchronous=OFF");
    sqlite.sql("a", "PRAGMA wal_autocheckpoint=200");
    sqlite.sql("a", "CREATE TABLE t(k INTEGER PRIMARY KEY, v)");
  }

  private void readOn(FileSource shm, FileSource wal) throws IOException {
    var bytes = ByteBuffer.allocate(WalIndex.BYTES);
    shm.read(bytes, 0);
    if (!(WalIndex.look(bytes.flip()) instanceof WalIndex.Valid(var horizon, _, _))) {
      return;
    }
    var numbers = new Numbers(position);
    var scan = WalReader.scan(wal, position, horizon, numbers);
    check(numbers.all);
    position =
        switch (scan) {
          case Scan.Reached(var reached) -> reached;
          case Scan.Restarted(var start) -> {
            restarts++;
            yield start;
          }
          // Overwritten between the look and the read. The next look says by what.
          case Scan.Mismatch _ -> numbers.position;
        };
  }

  private void check(List<Integer> numbers) {
    for (int i = 0; i < numbers.size(); i++) {
      int number = numbers.get(i);
      // Only the first commit of a generation may follow one that was lost.
      boolean isNext = i > 0 || position.frame() > 0;
      assertTrue(isNext ? number == last + 1 : number > last, number + " after " + last);
      last = number;
      told++;
    }
  }

  /// Takes `user_version` out of page 1 of every commit.
  private static final class Numbers implements WalReader.Sink {
    private final List<Integer> all = new ArrayList<>();
    private WalPosition position;
    private int open = -1;

    Numbers(WalPosition position) {
      this.position = position;
    }

    @Override
    public void frame(long frame, long page, long offset, ByteBuffer image) {
      if (page == 1) {
        open = image.getInt(USER_VERSION);
      }
    }

    @Override
    public boolean commit(WalPosition position, long pages) {
      all.add(open);
      this.position = position;
      open = -1;
      return true;
    }
  }
}
