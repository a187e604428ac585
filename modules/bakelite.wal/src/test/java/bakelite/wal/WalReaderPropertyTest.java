package bakelite.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.wal.WalReader.Scan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/// What holds for every WAL, of any page size and byte order, with an old generation behind it.
class WalReaderPropertyTest {
  private static final Salts OLD = new Salts(9, 99);
  private static final Salts NEW = new Salts(10, 100);

  /// A WAL and the positions after each of its commits.
  record Made(WalBuilder builder, int pageSize, List<WalPosition> ends) {
    static Made of(int pageSize, boolean bigEndian, long seed) {
      var random = new SplittableRandom(seed);
      var builder = new WalBuilder(pageSize, bigEndian);
      builder.restart(OLD);
      write(builder, random, new ArrayList<>());
      builder.restart(NEW);
      var ends = new ArrayList<WalPosition>();
      write(builder, random, ends);
      return new Made(builder, pageSize, ends);
    }

    private static void write(WalBuilder builder, SplittableRandom random, List<WalPosition> ends) {
      int commits = random.nextInt(1, 8);
      for (int i = 0; i < commits; i++) {
        var changed = random.longs(random.nextInt(1, 6), 1, 50).toArray();
        builder.commit(random.nextInt(1, 50), random, changed);
        ends.add(WalPosition.at(builder.index()));
      }
    }
  }

  @Provide
  Arbitrary<Made> wals() {
    return Arbitraries.integers()
        .between(9, 16)
        .flatMap(power ->
            Arbitraries.of(true, false)
                .flatMap(bigEndian ->
                    Arbitraries.longs().map(seed -> Made.of(1 << power, bigEndian, seed))));
  }

  @Property(tries = 300)
  void everyCommitOfTheGenerationIsToldAndNothingElse(
      @ForAll("wals") Made made, @ForAll boolean hasBuffer) throws IOException {
    var commits = new Commits();
    var scan = scan(made, made.builder().start(), made.builder().wal(), hasBuffer, commits);

    assertEquals(new Scan.Reached(made.ends().getLast()), scan);
    assertEquals(made.ends(), commits.all.stream().map(Commits.Commit::position).toList());
    assertEquals(0, commits.uncommitted());
    assertEquals(made.builder().frames(), commits.frames().size());
    sameAsTheFile(made, commits);
  }

  @Property(tries = 300)
  void whateverByteIsFlippedItsFrameIsTheMismatchAndTheCommitsBeforeAreRight(
      @ForAll("wals") Made made,
      @ForAll @IntRange(min = 0) int anywhere,
      @ForAll @IntRange(min = 1, max = 255) int mask,
      @ForAll boolean hasBuffer)
      throws IOException {
    var wal = made.builder().wal();
    int frameBytes = 24 + made.pageSize();
    int at = anywhere % (32 + (int) made.builder().frames() * frameBytes);
    wal.bytes[at] ^= (byte) mask;
    long frame = at < 32 ? 0 : (at - 32) / frameBytes + 1;

    var commits = new Commits();
    var scan = scan(made, made.builder().start(), wal, hasBuffer, commits);

    assertEquals(frame, assertInstanceOf(Scan.Mismatch.class, scan).frame());
    var before = made.ends().stream().filter(end -> end.frame() < frame).toList();
    assertEquals(before, commits.all.stream().map(Commits.Commit::position).toList());
    sameAsTheFile(made, commits);
  }

  @Property(tries = 300)
  void whateverByteIsFlippedBehindTheHorizonNothingChanges(
      @ForAll("wals") Made made, @ForAll @IntRange(min = 0) int anywhere) throws IOException {
    made.builder().frame(1, 1, new byte[made.pageSize()]);
    var wal = made.builder().wal();
    int horizon = (int) Window.offset(made.ends().getLast().frame() + 1, made.pageSize());
    wal.bytes[horizon + anywhere % (wal.bytes.length - horizon)] ^= 1;

    var commits = new Commits();
    var scan = scan(made, made.builder().start(), wal, false, commits);
    assertEquals(new Scan.Reached(made.ends().getLast()), scan);
    assertTrue(wal.furthest <= horizon);
  }

  @Property(tries = 300)
  void aScanInPiecesTellsTheSame(
      @ForAll("wals") Made made, @ForAll @IntRange(min = 1, max = 4) int piece) throws IOException {
    var all = new ArrayList<WalPosition>();
    var position = made.builder().start();
    while (!position.equals(made.ends().getLast())) {
      var commits = new Commits(piece);
      var scan = scan(made, position, made.builder().wal(), false, commits);
      position = assertInstanceOf(Scan.Reached.class, scan).position();
      assertEquals(commits.all.getLast().position(), position);
      commits.all.forEach(commit -> all.add(commit.position()));
    }
    assertEquals(made.ends(), all);
  }

  @Property(tries = 200)
  void aPositionOfAnotherHistoryNeverGoesOn(
      @ForAll("wals") Made made, @ForAll @IntRange(min = 0) int which, @ForAll int mask)
      throws IOException {
    var real = made.ends().get(which % made.ends().size());
    var sum = real.checksum();
    var other =
        new WalPosition(
            real.salts(),
            real.frame(),
            new Checksum(sum.first() ^ (mask | 1), sum.second()),
            real.bigEndian(),
            real.pageSize());

    var commits = new Commits();
    assertInstanceOf(Scan.Mismatch.class, scan(made, other, made.builder().wal(), false, commits));
    assertTrue(commits.all.isEmpty());
  }

  private static Scan scan(
      Made made, WalPosition from, MemoryWal wal, boolean hasBuffer, Commits commits)
      throws IOException {
    var horizon = made.builder().index();
    return hasBuffer
        ? WalReader.scan(
            wal, from, horizon, commits, ByteBuffer.allocateDirect(WalReader.MIN_BUFFER_BYTES))
        : WalReader.scan(wal, from, horizon, commits);
  }

  private static void sameAsTheFile(Made made, Commits commits) {
    var bytes = ByteBuffer.wrap(made.builder().bytes());
    for (var frame : commits.frames()) {
      assertEquals(bytes.slice((int) frame.offset(), made.pageSize()), frame.image());
      assertEquals(bytes.getInt((int) frame.offset() - 24), frame.page());
    }
  }
}
