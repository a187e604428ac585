package bakelite.sqlite;

import java.io.Serial;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A live database that cannot be opened, held or read.
///
/// The message says what cannot be done and why; the hint says what to try. The kind decides how
/// the caller goes on: `Locked` and `Waiting` pass by themselves, `HoldLost` asks for a resync, the
/// others need a person.
public abstract sealed class DatabaseException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final String hint;

  private DatabaseException(String message, String hint, @Nullable Throwable cause) {
    super(message, cause);
    this.hint = hint;
  }

  /// What the person who reads the message can try.
  public final String hint() {
    return hint;
  }

  /// There is no file at the path.
  public static final class Missing extends DatabaseException {
    @Serial private static final long serialVersionUID = 1L;

    Missing(String message, String hint) {
      super(message, hint, null);
    }
  }

  /// A database, and not in WAL mode; nothing was opened that would roll a journal back.
  public static final class NotWal extends DatabaseException {
    @Serial private static final long serialVersionUID = 1L;

    NotWal(String message, String hint) {
      super(message, hint, null);
    }
  }

  /// Not a database, or one that is encrypted as a whole.
  public static final class NotDatabase extends DatabaseException {
    @Serial private static final long serialVersionUID = 1L;

    NotDatabase(String message, String hint, @Nullable Throwable cause) {
      super(message, hint, cause);
    }
  }

  /// Somebody keeps it to themselves for longer than the busy timeout.
  public static final class Locked extends DatabaseException {
    @Serial private static final long serialVersionUID = 1L;

    Locked(String message, String hint, @Nullable Throwable cause) {
      super(message, hint, cause);
    }
  }

  /// Rights are missing, or going on would take the application's own rights away.
  public static final class Denied extends DatabaseException {
    @Serial private static final long serialVersionUID = 1L;

    Denied(String message, String hint, @Nullable Throwable cause) {
      super(message, hint, cause);
    }
  }

  /// Not yet: the application has to create `-wal` and `-shm` first, because ours would shut it
  /// out.
  public static final class Waiting extends DatabaseException {
    @Serial private static final long serialVersionUID = 1L;

    Waiting(String message, String hint) {
      super(message, hint, null);
    }
  }

  /// A place or a shape where the protocol is not safe: a network file system, a second hard link,
  /// a folder, an operating system that is not known.
  public static final class Unsupported extends DatabaseException {
    @Serial private static final long serialVersionUID = 1L;

    Unsupported(String message, String hint) {
      super(message, hint, null);
    }
  }

  /// SQLite or the operating system cannot read it.
  public static final class Damaged extends DatabaseException {
    @Serial private static final long serialVersionUID = 1L;

    Damaged(String message, String hint, @Nullable Throwable cause) {
      super(message, hint, cause);
    }
  }

  /// The files at the path are no longer those that were attached.
  public static final class Moved extends DatabaseException {
    @Serial private static final long serialVersionUID = 1L;

    private final String what;

    Moved(Path path, String what) {
      super(
          "cannot go on with " + path + ": " + what,
          "it is attached again, with a new copy of the database",
          null);
      this.what = what;
    }

    /// What differs.
    public String what() {
      return what;
    }
  }

  /// The WAL was reset although we held it: what happened in between cannot be known from the WAL.
  public static final class HoldLost extends DatabaseException {
    @Serial private static final long serialVersionUID = 1L;

    HoldLost(String message, String hint) {
      super(message, hint, null);
    }
  }
}
