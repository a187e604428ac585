package bakelite.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import bakelite.wal.WalReader.Scan;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// SQLite repeats a commit frame up to the end of a sector where `psow=0`.
class RepeatedCommitTest {
  private final SplittableRandom random = new SplittableRandom(2);
  private final WalBuilder builder = new WalBuilder(512, true).restart(new Salts(1, 2));
  private final Commits commits = new Commits();

  @Test
  void repetitionsAreOneCommitWhosePositionIsAfterThem() throws IOException {
    repeated(1, 5, 7);
    var middle = WalPosition.at(builder.index());
    repeated(2, 5, 3);

    assertEquals(new Scan.Reached(WalPosition.at(builder.index())), scan(builder.start()));
    assertEquals(2, commits.all.size());
    assertEquals(middle, commits.all.get(0).position());
    assertEquals(List.of(1L, 8L), commits.frameNumbers());
  }

  @Test
  void aScanThatIsStoppedStopsAfterTheRepetitions() throws IOException {
    repeated(1, 5, 7);
    var middle = WalPosition.at(builder.index());
    repeated(2, 5, 3);

    var first = new Commits(1);
    var stopped = WalReader.scan(builder.wal(), builder.start(), builder.index(), first);
    assertEquals(new Scan.Reached(middle), stopped);
    assertEquals(new Scan.Reached(WalPosition.at(builder.index())), scan(middle));
    assertEquals(List.of(8L), commits.frameNumbers());
  }

  @Test
  void anotherPageSizeOrImageIsAnotherCommit() throws IOException {
    var image = new byte[512];
    builder.frame(1, 5, image).frame(2, 5, image).frame(2, 6, image);
    image[511] = 1;
    builder.frame(2, 6, image).publish(6);

    scan(builder.start());
    assertEquals(4, commits.all.size());
  }

  @Test
  void theSameFrameWithinACommitIsNoRepetition() throws IOException {
    var image = new byte[512];
    builder.frame(1, 5, image).frame(1, 0, image).frame(1, 5, image).publish(5);

    scan(builder.start());
    assertEquals(List.of(1L, 2L, 3L), commits.frameNumbers());
    assertEquals(2, commits.all.size());
  }

  @Test
  void repetitionsAreSeenWhereverTheWindowEnds() throws IOException {
    for (int i = 0; i < 1_000; i++) {
      repeated(1 + i % 9, 9, 2);
    }

    scan(builder.start());
    assertEquals(1_000, commits.all.size());
    assertEquals(2_000, builder.frames());
  }

  @Test
  void aDamagedRepetitionIsAMismatchAfterTheCommit() throws IOException {
    repeated(1, 5, 3);
    var wal = builder.wal();
    wal.bytes[builder.imageAt(2) - 8] ^= 1;

    var scan = WalReader.scan(wal, builder.start(), builder.index(), commits);
    assertEquals(2, assertInstanceOf(Scan.Mismatch.class, scan).frame());
    assertEquals(1, commits.all.size());
    assertEquals(1, commits.all.get(0).position().frame());
  }

  private void repeated(long page, long pages, int times) {
    var image = new byte[512];
    random.nextBytes(image);
    for (int i = 0; i < times; i++) {
      builder.frame(page, pages, image);
    }
    builder.publish(pages);
  }

  private Scan scan(WalPosition from) throws IOException {
    return WalReader.scan(builder.wal(), from, builder.index(), commits);
  }
}
