package bakelite.backup;

import bakelite.backup.build.CaptureBrokenException;
import bakelite.backup.local.CapturedCommit;
import bakelite.backup.local.Cursor;
import bakelite.backup.local.Journal;
import bakelite.backup.local.LocalState;
import bakelite.sqlite.DatabaseException;
import bakelite.sqlite.LiveDatabase;
import bakelite.wal.WalIndexHeader;
import bakelite.wal.WalPosition;
import bakelite.wal.WalReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/// Moves commits from the WAL into the journal, hand over hand.
///
/// The old reader lets go only when every commit up to the horizon that was seen under the new one
/// is fsynced in the journal. So at any moment, also after a kill, a frame is in the WAL or in the
/// journal.
final class Capture {
  /// A journal file that is longer is closed and becomes a change-set of its own.
  private static final long BATCH_BYTES = 64L << 20;

  /// The most bytes of a commit that is copied, and the greatest part of the spool that it may
  /// take. The pages of a larger one are found by a comparison with what the replica has, cell by
  /// cell, which needs neither memory nor disk for all of it and ships no page that is as it was
  /// before.
  private static final long LARGEST_COMMIT_BYTES = 128L << 20;

  private static final int PARTS_OF_SPOOL = 4;

  /// Commits in one journal file.
  private static final int BATCH_COMMITS = 100_000;

  private final LiveDatabase database;
  private final LocalState state;
  private final InstantSource clock;
  private final long largestCommitBytes;
  private final Deque<Journal> journals = new ArrayDeque<>();
  private Optional<WalPosition> position;
  private Optional<WalIndexHeader> horizon = Optional.empty();
  private long lastIndex;
  private long lastTime;

  /// How a run ended.
  sealed interface Outcome {
    /// Every commit up to the horizon is in the journal.
    ///
    /// @param commits how many were new
    record Captured(int commits) implements Outcome {}

    /// What is in the WAL cannot be joined to what was captured before.
    record Lost(String reason) implements Outcome {}
  }

  /// @param cursor where the writer stands
  /// @param spoolMaxBytes room for what is captured
  Capture(
      LiveDatabase database,
      LocalState state,
      InstantSource clock,
      Cursor cursor,
      long spoolMaxBytes) {
    this.largestCommitBytes = Math.min(LARGEST_COMMIT_BYTES, spoolMaxBytes / PARTS_OF_SPOOL);
    this.database = database;
    this.state = state;
    this.clock = clock;
    this.position = cursor.source().wal();
    this.lastIndex = cursor.index();
    this.lastTime = cursor.last().timeMillis();
  }

  /// What has to be in the replica before the first commit of this life.
  interface BeforeFirst {
    void commit() throws IOException;
  }

  /// Hands over once, capturing whatever is new.
  Outcome handOver(BeforeFirst beforeFirst) throws DatabaseException, IOException {
    var handover = database.handover();
    try {
      var outcome = read(handover.horizon(), beforeFirst);
      if (outcome instanceof Outcome.Captured) {
        handover.complete();
      }
      return outcome;
    } finally {
      handover.abandon();
    }
  }

  /// Captures whatever is new while the reader that holds now goes on holding.
  Outcome underHold(BeforeFirst beforeFirst) throws DatabaseException, IOException {
    return read(database.horizon(), beforeFirst);
  }

  /// Captures whatever is new up to a horizon that is held elsewhere.
  Outcome upTo(WalIndexHeader now, BeforeFirst beforeFirst) throws IOException {
    return read(now, beforeFirst);
  }

  private Outcome read(WalIndexHeader now, BeforeFirst beforeFirst) throws IOException {
    int commits = 0;
    boolean tooLarge = false;
    if (now.maxFrame() == 0) {
      // The generation before is complete, and the next one has no frame yet.
      position = Optional.empty();
    } else {
      var sink = new JournalSink(Math.max(lastTime, clock.millis()), beforeFirst);
      switch (scan(now, sink)) {
        case WalReader.Scan.Reached(var reached) -> position = Optional.of(reached);
        case WalReader.Scan.Restarted(var start) -> {
          sink.dropOpenFrames();
          return new Outcome.Lost(
              String.format(
                  Locale.ROOT,
                  "the WAL was restarted (salts %s) while it was read",
                  start.salts()));
        }
        case WalReader.Scan.Mismatch(long frame, var expected, var found) -> {
          sink.dropOpenFrames();
          return new Outcome.Lost(
              String.format(
                  Locale.ROOT,
                  "the WAL does not hold what its index says: frame %,d, expected %s, found %s",
                  frame,
                  expected,
                  found));
        }
      }
      commits = sink.commits;
      tooLarge = sink.tooLarge;
    }
    for (var journal : journals) {
      journal.sync();
    }
    if (tooLarge) {
      return new Outcome.Lost(
          String.format(
              Locale.ROOT,
              "a commit changes more than %,d KiB, too much for one change-set",
              largestCommitBytes >> 10));
    }
    horizon = Optional.of(now);
    return new Outcome.Captured(commits);
  }

  /// Reads on from the position, or from frame 1 where a new generation has begun.
  private WalReader.Scan scan(WalIndexHeader now, JournalSink sink) throws IOException {
    var known = position.filter(at -> at.salts().equals(now.salts()));
    if (known.isPresent()) {
      return WalReader.scan(database.wal(), known.get(), now, sink);
    }
    return switch (WalReader.start(database.wal())) {
      case WalReader.Scan.Restarted(var start) -> WalReader.scan(database.wal(), start, now, sink);
      case WalReader.Scan.Reached(var start) -> WalReader.scan(database.wal(), start, now, sink);
      case WalReader.Scan.Mismatch mismatch -> mismatch;
    };
  }

  /// Hands over once without capturing: what is in the WAL now is the start of an origin.
  ///
  /// @return the horizon that the origin is as of
  WalIndexHeader restart() throws DatabaseException {
    var handover = database.handover();
    try {
      handover.complete();
    } finally {
      handover.abandon();
    }
    skipTo(handover.horizon());
    return handover.horizon();
  }

  /// Goes on behind a horizon that is held elsewhere, without capturing what led to it.
  void skipTo(WalIndexHeader now) {
    horizon = Optional.of(now);
    position = positionAt(now);
  }

  /// The position at a horizon; empty where the WAL is empty.
  static Optional<WalPosition> positionAt(WalIndexHeader horizon) {
    return horizon.maxFrame() == 0
        ? Optional.empty()
        : Optional.of(
            new WalPosition(
                horizon.salts(),
                horizon.maxFrame(),
                horizon.frameChecksum(),
                horizon.bigEndian(),
                horizon.pageSize()));
  }

  /// What fills a commit with the pages that a comparison found to differ.
  interface Differences {
    /// Appends them as frames.
    ///
    /// @return how many pages differ
    long into(Journal journal) throws IOException, CaptureBrokenException;
  }

  /// Appends a commit of pages that a comparison found to differ, where there are any.
  ///
  /// @param pages size of the database, in pages
  /// @return how many pages differ
  long append(Differences differences, long pages, int pageSize)
      throws IOException, CaptureBrokenException {
    var journal = state.newJournal(lastIndex + 1, pageSize);
    boolean appended = false;
    try {
      long differ = differences.into(journal);
      if (differ > 0) {
        journal.commit(new CapturedCommit(takeIndex(), takeTime(), pages, true, position));
        journal.sync();
        journals.addLast(journal);
        appended = true;
      }
      return differ;
    } finally {
      if (!appended) {
        journal.delete();
      }
    }
  }

  /// Deletes the journal files: their commits cannot be used.
  ///
  /// @param index of the last record that counts
  void dropJournals(long index) throws IOException {
    for (var journal : journals) {
      journal.delete();
    }
    journals.clear();
    lastIndex = index;
  }

  /// Up to where the WAL is captured; known after the first run or restart.
  WalIndexHeader horizon() {
    return horizon.orElseThrow();
  }

  /// The same; empty before the first run or restart.
  Optional<WalIndexHeader> known() {
    return horizon;
  }

  /// The index of the last commit or record.
  long lastIndex() {
    return lastIndex;
  }

  /// The time of the last commit or record.
  long lastTime() {
    return lastTime;
  }

  /// Takes an index for a record that is no commit of the application.
  long takeIndex() {
    return ++lastIndex;
  }

  /// A time for a record made now; never goes backwards.
  long takeTime() {
    lastTime = Math.max(lastTime, clock.millis());
    return lastTime;
  }

  /// Up to where the WAL is captured.
  Optional<WalPosition> position() {
    return position;
  }

  /// The journal files that hold commits, oldest first.
  Deque<Journal> journals() {
    return journals;
  }

  /// How many bytes wait in journal files.
  long journalBytes() {
    return journals.stream().mapToLong(Journal::bytes).sum();
  }

  /// Appends what a scan proves to the newest journal file.
  private final class JournalSink implements WalReader.Sink {
    private final long time;
    private final BeforeFirst beforeFirst;
    private int commits;
    private long openBytes;
    private boolean tooLarge;

    JournalSink(long time, BeforeFirst beforeFirst) {
      this.time = time;
      this.beforeFirst = beforeFirst;
    }

    @Override
    public void frame(long frame, long page, long offset, ByteBuffer image) throws IOException {
      openBytes += image.remaining();
      if (openBytes <= largestCommitBytes) {
        open(image.remaining()).frame(page, image);
      } else if (!tooLarge) {
        tooLarge = true;
        dropOpenFrames();
      }
    }

    @Override
    public boolean commit(WalPosition reached, long pages) throws IOException {
      if (tooLarge) {
        return false;
      }
      openBytes = 0;
      open(reached.pageSize())
          .commit(new CapturedCommit(++lastIndex, time, pages, false, Optional.of(reached)));
      position = Optional.of(reached);
      lastTime = time;
      commits++;
      return true;
    }

    private Journal open(int pageSize) throws IOException {
      var newest = journals.peekLast();
      boolean isFull =
          newest == null
              || (newest.isBetweenCommits()
                  && (newest.bytes() >= BATCH_BYTES || newest.commits().size() >= BATCH_COMMITS));
      if (newest == null || isFull) {
        beforeFirst.commit();
        newest = state.newJournal(lastIndex + 1, pageSize);
        journals.addLast(newest);
      }
      return newest;
    }

    private void dropOpenFrames() throws IOException {
      var newest = journals.peekLast();
      if (newest != null) {
        newest.dropOpenFrames();
      }
    }
  }
}
