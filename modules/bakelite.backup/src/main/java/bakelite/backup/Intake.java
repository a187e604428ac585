package bakelite.backup;

import bakelite.backup.build.CaptureBrokenException;
import bakelite.backup.build.Sealer;
import bakelite.backup.local.Cursor;
import bakelite.backup.local.LocalState;
import bakelite.format.CommitRecord;
import bakelite.sqlite.DatabaseException;
import bakelite.sqlite.LiveDatabase;
import bakelite.wal.WalIndexHeader;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What is captured and what becomes of it: from the WAL into the journal, from the journal into
/// the spool, with the records of the writer itself in between, all in one order of indexes.
final class Intake {
  private final LiveDatabase database;
  private final BackupSurroundings surroundings;
  private final Sealer sealer;
  private final SpoolWriter spool;
  private final Capture capture;
  private final Batching batching;
  private boolean claimed;

  Intake(
      LiveDatabase database,
      BackupSettings settings,
      LocalState state,
      Sealer sealer,
      BackupSurroundings surroundings,
      Recovery recovery) {
    this.database = database;
    this.surroundings = surroundings;
    this.sealer = sealer;
    this.spool = recovery.spool();
    this.claimed = recovery.claimed();
    this.capture =
        new Capture(
            database, state, surroundings.clock(), spool.cursor(), settings.spoolMaxBytes());
    this.batching = new Batching(settings.debounce(), settings.maxBatchDelay());
  }

  /// Hands over, capturing whatever is new.
  ///
  /// @return why continuity is lost; empty where all is well
  Optional<String> handOver() throws DatabaseException, IOException {
    return noted(capture.handOver(this::claim));
  }

  /// Captures whatever is new while the reader that holds goes on holding.
  Optional<String> readUnderHold() throws DatabaseException, IOException {
    return noted(capture.underHold(this::claim));
  }

  /// Captures whatever is new up to a horizon that somebody else holds.
  Optional<String> readUpTo(WalIndexHeader horizon) throws IOException {
    return noted(capture.upTo(horizon, this::claim));
  }

  private Optional<String> noted(Capture.Outcome outcome) {
    return switch (outcome) {
      case Capture.Outcome.Captured(int commits) -> {
        if (commits > 0) {
          batching.captured(surroundings.clock().instant());
        }
        yield Optional.empty();
      }
      case Capture.Outcome.Lost(var reason) -> Optional.of(reason);
    };
  }

  /// Hands over and makes change-sets of everything captured, so that the cursor stands where the
  /// hold does.
  ///
  /// @return why that cannot be; empty where all is well
  Optional<String> catchUp() throws DatabaseException, IOException {
    var lost = handOver();
    return lost.isPresent() ? lost : freeze();
  }

  /// Makes change-sets of everything captured.
  ///
  /// @return why what was captured cannot be used; empty where all is well
  Optional<String> freeze() throws IOException {
    while (!capture.journals().isEmpty()) {
      var journal = capture.journals().getFirst();
      try {
        if (journal.commits().isEmpty()) {
          journal.delete();
        } else {
          spool.freeze(journal);
        }
      } catch (CaptureBrokenException broken) {
        // Its commits cannot be told apart; a comparison of all pages finds what they came to.
        capture.dropJournals(spool.cursor().index());
        return Optional.of(broken.reason());
      }
      capture.journals().removeFirst();
    }
    batching.frozen(surroundings.clock().instant());
    return Optional.empty();
  }

  /// How long until what was captured is to be frozen; zero when it is, empty when there is
  /// nothing.
  Optional<Duration> dueIn() {
    return batching.dueIn(surroundings.clock().instant());
  }

  /// Starts over at what is committed now, without capturing what led to it.
  ///
  /// @return the size of the database then
  Extent restart() throws DatabaseException, IOException {
    var horizon = capture.restart();
    int pageSize = horizon.pageSize() > 0 ? horizon.pageSize() : database.header().pageSize();
    long pages = horizon.pages() > 0 ? horizon.pages() : database.file().size() / pageSize;
    return new Extent(pages, pageSize);
  }

  /// How large the database is.
  record Extent(long pages, int pageSize) {}

  /// Freezes a record of the writer itself, as of where capture stands.
  ///
  /// @param claims whether it announces this life of the writer
  void record(CommitRecord record, boolean claims, Map<String, String> note) throws IOException {
    var id = database.files().database();
    var source = new Cursor.Source(id.device(), id.inode(), capture.position());
    spool.freeze(record, source, surroundings.writer().note(sealer.identity().life(), note));
    claimed |= claims;
  }

  /// A claim takes its index before the first commit of this life does.
  private void claim() throws IOException {
    if (!claimed) {
      record(Origins.claim(nextIndex(), nextTime(), cursor(), false), true, Map.of());
    }
  }

  /// Whether this life of the writer has announced itself.
  boolean claimed() {
    return claimed;
  }

  /// Takes the next index.
  long nextIndex() {
    return capture.takeIndex();
  }

  /// Takes a time that is not before any other.
  long nextTime() {
    return capture.takeTime();
  }

  /// After the last frozen change-set.
  Cursor cursor() {
    return spool.cursor();
  }

  /// Up to where the WAL is captured.
  WalIndexHeader horizon() {
    return capture.horizon();
  }

  Capture capture() {
    return capture;
  }
}
