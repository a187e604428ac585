package bakelite.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.wal.WalReader.Scan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WalReaderTest {
  private static final Salts FIRST = new Salts(0x10, 0x7777);

  private final SplittableRandom random = new SplittableRandom(1);
  private final WalBuilder builder = new WalBuilder(512, false).restart(FIRST);
  private final Commits commits = new Commits();

  @Test
  void everyCommitIsToldWithItsFramesItsSizeAndThePositionAfterIt() throws IOException {
    builder.commit(3, random, 1, 2, 3);
    var middle = WalPosition.at(builder.index());
    builder.commit(2, random, 1);
    var end = WalPosition.at(builder.index());

    assertEquals(new Scan.Reached(end), scan(builder.start()));
    assertEquals(List.of(1L, 2L, 3L, 4L), commits.frameNumbers());
    assertEquals(middle, commits.all.get(0).position());
    assertEquals(3, commits.all.get(0).pages());
    assertEquals(end, commits.all.get(1).position());
    assertEquals(2, commits.all.get(1).pages());
    assertEquals(1, commits.all.get(1).frames().get(0).page());
    for (var frame : commits.frames()) {
      assertEquals(builder.imageAt(frame.frame()), frame.offset());
      int at = (int) frame.offset();
      assertEquals(ByteBuffer.wrap(builder.bytes(), at, 512), frame.image());
    }
  }

  @Test
  void aScanGoesOnFromAnyCommit() throws IOException {
    builder.commit(3, random, 1, 2, 3).commit(3, random, 2).commit(4, random, 4, 1);

    var stopped = new Commits(2);
    var middle = WalReader.scan(builder.wal(), builder.start(), builder.index(), stopped);

    var position = assertInstanceOf(Scan.Reached.class, middle).position();
    assertEquals(stopped.all.get(1).position(), position);
    assertEquals(4, position.frame());
    assertEquals(new Scan.Reached(WalPosition.at(builder.index())), scan(position));
    assertEquals(List.of(5L, 6L), commits.frameNumbers());
  }

  @Test
  void nothingIsReadWhereTheHorizonIsThePosition() throws IOException {
    builder.commit(1, random, 1);
    var wal = builder.wal();
    var here = WalPosition.at(builder.index());

    assertEquals(new Scan.Reached(here), WalReader.scan(wal, here, builder.index(), commits));
    assertEquals(0, wal.reads);
  }

  @Test
  void aCommitFrameThatTheIndexDoesNotKnowHasNotHappened() throws IOException {
    builder.commit(1, random, 1);
    builder.frame(2, 2, random);
    var wal = builder.wal();

    var reached = new Scan.Reached(WalPosition.at(builder.index()));
    assertEquals(reached, WalReader.scan(wal, builder.start(), builder.index(), commits));
    assertEquals(List.of(1L), commits.frameNumbers());
    assertEquals(builder.imageAt(1) + 512, wal.furthest);
  }

  @Test
  void aPositionBehindTheHorizonIsAMismatch() throws IOException {
    builder.commit(2, random, 1, 2);
    var horizon = builder.index();
    builder.commit(2, random, 1);

    var scan = WalReader.scan(builder.wal(), WalPosition.at(builder.index()), horizon, commits);
    assertEquals(
        new Scan.Mismatch(3, "a wal-index at frame 3 or later", "frame 2 as the last one"), scan);
  }

  @Test
  void aRightFileThatIsNotTheOneOfTheIndexIsAMismatchAtTheHorizon() throws IOException {
    builder.commit(2, random, 1, 2).commit(2, random, 1);
    var other = new Checksum(1, 2);
    var horizon = new WalIndexHeader(2, false, 512, 3, 2, other, FIRST);

    var scan = WalReader.scan(builder.wal(), builder.start(), horizon, commits);
    var found = builder.index().frameChecksum().toString();
    assertEquals(new Scan.Mismatch(3, "checksum 00000001-00000002 of the wal-index", found), scan);
    assertEquals(1, commits.all.size());
  }

  @Test
  void aHorizonThatIsNoCommitIsAMismatch() throws IOException {
    builder.commit(2, random, 1).frame(2, 0, random).publish(2);

    assertEquals(
        new Scan.Mismatch(2, "a commit of 2 pages", "a frame within a commit"),
        scan(builder.start()));
    assertEquals(List.of(1L), commits.frameNumbers());
  }

  @Test
  void aCommitOfAnotherSizeThanTheIndexHasIsAMismatch() throws IOException {
    builder.frame(1, 3, random).publish(2);

    assertEquals(new Scan.Mismatch(1, "a commit of 2 pages", "one of 3"), scan(builder.start()));
    assertTrue(commits.all.isEmpty());
  }

  @Test
  void aFrameOfPageZeroIsAMismatch() throws IOException {
    builder.frame(0, 3, random).publish(3);

    assertEquals(new Scan.Mismatch(1, "a page number from 1", "0"), scan(builder.start()));
  }

  @Test
  void aFileThatEndsBeforeTheHorizonIsAMismatch() throws IOException {
    builder.commit(2, random, 1, 2).commit(2, random, 1);
    var wal = builder.wal();
    wal.bytes = Arrays.copyOf(wal.bytes, wal.bytes.length - 1);

    var scan = WalReader.scan(wal, builder.start(), builder.index(), commits);
    assertEquals(new Scan.Mismatch(3, "a frame of 536 bytes", "the end of the file"), scan);
    assertEquals(1, commits.all.size());
  }

  @Test
  void anEmptyFileHasNoHeader() throws IOException {
    var expected = new Scan.Mismatch(0, "a WAL header of 32 bytes", "a file of 0 bytes");
    assertEquals(expected, WalReader.start(new MemoryWal(new byte[0])));
  }

  @Test
  void theStartIsThatOfTheHeader() throws IOException {
    assertEquals(new Scan.Restarted(builder.start()), WalReader.start(builder.wal()));
  }

  @Test
  void byteOrderAndPageSizeHaveToBeThoseOfIndexAndPosition() throws IOException {
    builder.commit(1, random, 1).commit(1, random, 1);
    var index = builder.index();
    var from = new WalPosition(FIRST, 1, new Checksum(0, 0), false, 512);

    var swapped = new WalIndexHeader(0, true, 512, 2, 1, index.frameChecksum(), index.salts());
    mismatchOfTheHeader(from, swapped);
    var larger = new WalIndexHeader(0, false, 1024, 2, 1, index.frameChecksum(), index.salts());
    mismatchOfTheHeader(from, larger);
    mismatchOfTheHeader(new WalPosition(FIRST, 1, new Checksum(0, 0), true, 512), index);
    mismatchOfTheHeader(new WalPosition(FIRST, 1, new Checksum(0, 0), false, 1024), index);
    mismatchOfTheHeader(new WalPosition(FIRST, 0, new Checksum(0, 0), false, 1024), index);
  }

  @Test
  void aStartThatKnowsNeitherPageSizeNorByteOrderTakesThemFromTheFile() throws IOException {
    builder.commit(1, random, 1);
    var cold = new WalPosition(FIRST, 0, new Checksum(0, 0), true, 0);

    assertEquals(new Scan.Reached(WalPosition.at(builder.index())), scan(cold));
  }

  @Test
  void shortReadsAreReadOn() throws IOException {
    builder.commit(2, random, 1, 2).commit(2, random, 2);
    var wal = builder.wal();
    wal.most = 7;

    var reached = new Scan.Reached(WalPosition.at(builder.index()));
    assertEquals(reached, WalReader.scan(wal, builder.start(), builder.index(), commits));
  }

  @Test
  void manyFramesAreOneRead() throws IOException {
    for (int i = 0; i < 100; i++) {
      builder.commit(9, random, 1 + i % 9);
    }
    var wal = builder.wal();

    WalReader.scan(wal, builder.start(), builder.index(), commits);
    assertEquals(2, wal.reads);
  }

  @Test
  void aBufferOfTheCallerHasToTakeTwoOfTheLargestFrames() {
    var small = ByteBuffer.allocate(WalReader.MIN_BUFFER_BYTES - 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> WalReader.scan(builder.wal(), builder.start(), builder.index(), commits, small));
  }

  @Test
  void anExceptionOfTheSinkEndsTheScan() {
    builder.commit(1, random, 1);
    var full =
        new WalReader.Sink() {
          @Override
          public void frame(long frame, long page, long offset, ByteBuffer image)
              throws IOException {
            throw new IOException("no space");
          }

          @Override
          public boolean commit(WalPosition position, long pages) {
            throw new AssertionError();
          }
        };
    assertThrows(
        IOException.class,
        () -> WalReader.scan(builder.wal(), builder.start(), builder.index(), full));
  }

  private void mismatchOfTheHeader(WalPosition from, WalIndexHeader horizon) throws IOException {
    var scan = WalReader.scan(builder.wal(), from, horizon, commits);
    assertEquals(0, assertInstanceOf(Scan.Mismatch.class, scan).frame());
    assertTrue(commits.all.isEmpty());
  }

  private Scan scan(WalPosition from) throws IOException {
    return WalReader.scan(builder.wal(), from, builder.index(), commits);
  }
}
