package bakelite.sqlite;

import bakelite.wal.WalIndexHeader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// The write lock of a live database, taken for a moment so that nobody can commit: the last resort
/// against a WAL that grows under writers which never pause.
///
/// Capture what is left up to the horizon, make it durable, then [#complete]. Nothing is written:
/// the transaction is rolled back empty. An application whose busy timeout is 0 sees SQLITE_BUSY
/// while the fence stands, the others wait; so it is for when the remaining tail is small.
public final class Fence implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofMillis(50);

  private final Hold hold;
  private final Reader reader;
  private final WalIndexHeader horizon;
  private final InstantSource clock;
  private @Nullable Instant deadline;
  private boolean standing = true;

  Fence(Hold hold, Reader reader, WalIndexHeader horizon, InstantSource clock) {
    this.clock = clock;
    this.hold = hold;
    this.reader = reader;
    this.horizon = horizon;
  }

  /// The last commit there is, and will be until the fence falls.
  public WalIndexHeader horizon() {
    return horizon;
  }

  /// Copies everything that is left into the database file, so that the next writer resets the WAL;
  /// then the fence falls. Only when everything up to the horizon is durable elsewhere.
  ///
  /// @throws DatabaseException.HoldLost when no new reader could begin behind the fence
  public Checkpoint complete() throws DatabaseException {
    return hold.complete(this);
  }

  /// The fence falls, and all is as it was before. Does nothing after [#complete].
  @Override
  public void close() throws DatabaseException {
    if (standing) {
      hold.abandon(this);
    }
  }

  /// Whether it may stand a little longer for a checkpoint of somebody else to end.
  boolean hasTime() {
    if (deadline == null) {
      deadline = clock.instant().plus(LONGEST_WAIT);
    }
    return clock.instant().isBefore(deadline);
  }

  Reader reader() {
    return reader;
  }

  void over() {
    standing = false;
  }
}
