package bakelite.sqlite;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;

/// A lock on SQLite's lock bytes of a database that belongs to an open file instead of the process:
/// it stands against the locks of our own process too, and goes with the descriptor. Linux has
/// them.
enum OwnedLock {
  /// What every connection holds that has read: 510 bytes after `PENDING_BYTE` and `RESERVED_BYTE`.
  SHARED((short) 0, 0x40000002L, 510),

  /// All that any connection ever asks for, against everybody.
  EVERYTHING((short) 1, 0x40000000L, 512);

  private static final int F_OFD_GETLK = 36;
  private static final int F_OFD_SETLK = 37;
  private static final short F_UNLCK = 2;

  /// `struct flock` of 64-bit Linux: type, whence, start at 8, length at 16, process at 24.
  private static final int FLOCK_BYTES = 32;

  private final short type;
  private final long first;
  private final long bytes;

  OwnedLock(short type, long first, long bytes) {
    this.type = type;
    this.first = first;
    this.bytes = bytes;
  }

  /// Takes it, and does not wait.
  ///
  /// @throws Posix.Refused with [Errno#TRY_AGAIN] or [Errno#ACCESS] when somebody's lock is in the
  ///   way
  /// @throws UnsupportedLock where the operating system has no such locks
  void take(Descriptor database) throws IOException {
    ask(database, F_OFD_SETLK);
  }

  /// Whether it could be taken now. Takes nothing, so nobody is kept waiting.
  ///
  /// @throws UnsupportedLock where the operating system has no such locks
  boolean isFree(Descriptor database) throws IOException {
    return ask(database, F_OFD_GETLK) == F_UNLCK;
  }

  private short ask(Descriptor database, int command) throws IOException {
    if (Platform.current() != Platform.LINUX) {
      throw new UnsupportedLock();
    }
    try (var arena = Arena.ofConfined()) {
      var lock = arena.allocate(FLOCK_BYTES, Long.BYTES);
      lock.set(ValueLayout.JAVA_SHORT, 0, type);
      lock.set(ValueLayout.JAVA_LONG, 8, first);
      lock.set(ValueLayout.JAVA_LONG, 16, bytes);
      database.with(fd -> {
        Posix.control(fd, command, lock);
        return true;
      });
      return lock.get(ValueLayout.JAVA_SHORT, 0);
    }
  }

  /// An operating system without locks of open files.
  static final class UnsupportedLock extends IOException {
    @java.io.Serial private static final long serialVersionUID = 1L;

    UnsupportedLock() {
      super("locks of open files are not known on " + Platform.name("os.name"));
    }
  }
}
