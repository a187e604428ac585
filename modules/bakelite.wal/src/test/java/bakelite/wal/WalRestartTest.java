package bakelite.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.wal.WalReader.Scan;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// One file, one generation after the other.
class WalRestartTest {
  private static final Salts FIRST = new Salts(0x10, 0x7777);
  private static final Salts SECOND = new Salts(0x11, 0x1234);

  private final SplittableRandom random = new SplittableRandom(1);
  private final WalBuilder builder = new WalBuilder(512, false).restart(FIRST);
  private final Commits commits = new Commits();

  @Test
  void theTailOfTheGenerationBeforeIsNeverTold() throws IOException {
    builder.commit(9, random, 1, 2, 3).commit(9, random, 4, 5);
    var old = WalPosition.at(builder.index());
    builder.restart(SECOND).commit(9, random, 7).commit(9, random, 8);

    assertEquals(new Scan.Restarted(builder.start()), scan(old));
    assertTrue(commits.all.isEmpty());
    assertEquals(new Scan.Reached(WalPosition.at(builder.index())), scan(builder.start()));
    assertEquals(List.of(7L, 8L), commits.frames().stream().map(Commits.Frame::page).toList());
  }

  @Test
  void anOldTailBelowAnIndexThatClaimsItIsAMismatch() throws IOException {
    builder.commit(9, random, 1, 2, 3).commit(9, random, 4);
    var stale = builder.index();
    builder.restart(SECOND).commit(9, random, 7);
    var claims =
        new WalIndexHeader(9, false, 512, 4, 9, stale.frameChecksum(), builder.index().salts());

    var scan = WalReader.scan(builder.wal(), builder.start(), claims, commits);

    assertEquals(new Scan.Mismatch(2, "salts 00000011-00001234", "00000010-00007777"), scan);
    assertEquals(List.of(1L), commits.frameNumbers());
  }

  @Test
  void aResetThatIsNotYetWrittenIsARestartWithoutReading() throws IOException {
    builder.commit(2, random, 1, 2);
    var old = WalPosition.at(builder.index());
    var wal = builder.wal();
    builder.restart(SECOND);

    var scan = WalReader.scan(wal, old, builder.index(), commits);
    assertEquals(new Scan.Restarted(WalPosition.before(builder.index())), scan);
    var start = assertInstanceOf(Scan.Restarted.class, scan).start();
    assertEquals(new Scan.Reached(start), WalReader.scan(wal, start, builder.index(), commits));
    assertEquals(0, wal.reads);
  }

  @Test
  void aFileThatIsAheadOfTheIndexIsARestart() throws IOException {
    builder.commit(2, random, 1, 2);
    var before = builder.start();
    var stale = builder.index();
    builder.restart(SECOND).frame(1, 2, random);

    var scan = WalReader.scan(builder.wal(), before, stale, commits);
    assertEquals(new Scan.Restarted(builder.start()), scan);
    assertTrue(commits.all.isEmpty());
  }

  @Test
  void aResetInTheMiddleOfAScanIsARestart() throws IOException {
    for (int i = 0; i < 2_000; i++) {
      builder.commit(9, random, 1 + i % 9);
    }
    var from = builder.start();
    var horizon = builder.index();
    var wal = builder.wal();
    builder.restart(SECOND);
    for (int i = 0; i < 1_000; i++) {
      builder.commit(9, random, 1 + i % 9);
    }
    var after = builder.bytes();
    // The header, the first window, the second window.
    wal.beforeRead.addAll(List.of(() -> {}, () -> {}, () -> wal.bytes = after));

    assertEquals(new Scan.Restarted(builder.start()), WalReader.scan(wal, from, horizon, commits));
    var told = commits.frames().size();
    assertTrue(told > 0 && told < 1_000, "told " + told);
  }

  @Test
  void theSameSaltsAndFrameWithAnotherChecksumIsAMismatch() throws IOException {
    builder.commit(2, random, 1, 2);
    var known = WalPosition.at(builder.index());
    builder.restart(FIRST).commit(2, random, 1, 2);

    assertEquals(2, assertInstanceOf(Scan.Mismatch.class, scan(known)).frame());
    builder.commit(2, random, 1);
    assertEquals(3, assertInstanceOf(Scan.Mismatch.class, scan(known)).frame());
    assertTrue(commits.all.isEmpty());
  }

  private Scan scan(WalPosition from) throws IOException {
    return WalReader.scan(builder.wal(), from, builder.index(), commits);
  }
}
