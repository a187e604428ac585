package bakelite.sqlite;

import bakelite.wal.ByteSource;
import bakelite.wal.DatabaseHeader;
import bakelite.wal.WalIndex;
import bakelite.wal.WalIndexHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// A live database whose WAL is held, beside the application that writes it.
///
/// **The one owner.** POSIX locks belong to a process and an inode. When a process closes any
/// descriptor of a file, every lock that it has on that file is gone, and SQLite in the same
/// process does not know. So nobody else in this process opens the database or its `-shm`; the
/// descriptors here are opened once and closed after the last SQLite connection, and reads go by
/// position through them.
///
/// **The hold.** A WAL can only be reset while nobody sits on one of the read marks 1 to 4, and a
/// checkpoint copies no further than the smallest mark. A reader that began when everything was
/// copied sits on mark 0 instead: that allows one reset, and from then on blocks the copying
/// without which there is no second. So whoever always has a read transaction open, the next one
/// begun before the last one ends, sees every frame, whichever marks SQLite chose. That is
/// [#handover].
///
/// Nothing here writes to the database: no table, no change of the schema, no blocking checkpoint.
/// Use it from one thread; [#file] and [#wal] may be read from any.
public final class LiveDatabase implements AutoCloseable {
  private enum State {
    OPEN,
    LET_GO,
    CLOSED
  }

  private final OpenFiles open;
  private final Hold hold;
  private final boolean locksAreListed;
  private State state = State.OPEN;

  private LiveDatabase(Attaching.Attachment attachment, LiveSettings settings) {
    this.open = attachment.files();
    this.hold = new Hold(attachment, settings);
    this.locksAreListed = HeldLocks.missing(open.ids()).isEmpty();
  }

  /// Opens the live database beside its application and begins to hold its WAL.
  ///
  /// Everything that can be asked without opening is asked first: the real path, a regular file
  /// with one hard link, a local file system, the rights. Then bytes 18 and 19 of the header,
  /// before any connection, since the first read of a database in rollback mode would roll its
  /// journal back.
  public static LiveDatabase attach(Path path, LiveSettings settings) throws DatabaseException {
    return new LiveDatabase(Attaching.attach(path, settings), settings);
  }

  /// The real path.
  public Path path() {
    return open.path();
  }

  /// The three files as at attach.
  public DatabaseFiles files() {
    return open.ids();
  }

  /// Positional reads of the database file, through the one descriptor.
  public ByteSource file() {
    return open.database();
  }

  /// Positional reads of the `-wal`.
  public ByteSource wal() {
    return open.wal();
  }

  /// One look at the wal-index, without a system call; a torn one is repeated, a bounded number of
  /// times.
  public WalIndex look() {
    return open.shm().look();
  }

  /// The header of the database file, as it is in the file now.
  public DatabaseHeader header() throws IOException, DatabaseException {
    var bytes = ByteBuffer.allocate(DatabaseHeader.BYTES);
    open.database().read(bytes, 0);
    return Attaching.header("read", open.path(), bytes.flip());
  }

  /// Whether the holding reader may sit on read mark 0. Only false is certain.
  public boolean maybeOnRead0() {
    return hold.maybeOnRead0();
  }

  /// What may be captured now under the present hold, without a new reader.
  ///
  /// Every frame up to it stays in place for as long as the hold does; the mark does not move. When
  /// its salts are not those of the position captured so far, the old generation ended exactly at
  /// that position, and the new one starts at frame 1.
  ///
  /// @throws DatabaseException.HoldLost when the WAL was reset under us: what happened in between
  ///   is not in the WAL
  public WalIndexHeader horizon() throws DatabaseException {
    return hold.horizon();
  }

  /// Starts the new reader; both readers hold until the handover is completed or abandoned.
  ///
  /// @throws DatabaseException.HoldLost as [#horizon]
  /// @throws DatabaseException.Moved when the files at the path are no longer those of attach
  public Handover handover() throws DatabaseException {
    return hold.handover();
  }

  /// A passive checkpoint on the free connection, when the conditions of the protocol hold; never
  /// one that waits or that resets the WAL.
  ///
  /// The mark of our own reader bounds what SQLite copies, so that a file which is replaced after
  /// the identity check gets nothing that is not its own.
  public Checkpoint checkpoint() throws DatabaseException {
    return hold.checkpoint();
  }

  /// Takes the write lock, so that nobody commits while the last frames are captured and copied;
  /// only where checkpoints between commits have failed.
  ///
  /// @param atMost how long to try, without a pause; 2 s are plenty
  /// @return empty when it could not be had
  public Optional<Fence> fence(InstantSource clock, Duration atMost) throws DatabaseException {
    return hold.fence(clock, atMost);
  }

  /// Names what differs at the path from what was attached, by device and inode.
  ///
  /// @return empty when all is the same
  public Optional<String> moved() {
    return open.moved();
  }

  /// A cheap watchdog: asks the kernel whether the locks that hold the WAL are still ours. Somebody
  /// in this process who opened and closed one of the files has taken them all, and SQLite does not
  /// know.
  ///
  /// @return which lock is missing; empty when none is, or where the kernel did not list them at
  ///   attach
  public Optional<String> lostLocks() {
    return locksAreListed ? HeldLocks.missing(open.ids()) : Optional.empty();
  }

  /// On the way out of the process: closes nothing. The end of a process is no `close` to SQLite,
  /// so the WAL stays as it is and a position in it stays valid. [#close] does nothing afterwards.
  public synchronized void letGo() {
    if (state == State.OPEN) {
      state = State.LET_GO;
      hold.letGo();
      Attached.process().keepForever(open.ids().database(), this);
    }
  }

  /// Plain detach: connections first, then descriptors. When we are the last, SQLite completes the
  /// database file and deletes the WAL.
  ///
  /// When the files at the path are no longer ours, that would copy old frames over new pages and
  /// delete somebody else's WAL; so then it is kept from doing either, and where that cannot be
  /// had, everything stays open until the process ends.
  @Override
  public synchronized void close() {
    if (state != State.OPEN) {
      return;
    }
    if (moved().isPresent() && !open.keepWal()) {
      letGo();
      return;
    }
    closeAll();
  }

  /// Detach that leaves the WAL, so that a position in it stays valid.
  ///
  /// @return false where the operating system cannot do that, or it is closed already; nothing was
  ///   closed then
  public synchronized boolean closeKeepingWal() {
    if (state != State.OPEN || !open.keepWal()) {
      return false;
    }
    closeAll();
    return true;
  }

  private void closeAll() {
    state = State.CLOSED;
    try {
      hold.close();
      open.close();
      Attached.process().release(open.ids().database());
    } catch (SQLException | IOException e) {
      // What is still open stays open: a descriptor closed under a connection takes its locks.
      Attached.process().keepForever(open.ids().database(), this);
    }
  }
}
