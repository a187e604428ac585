package bakelite.cli.restore;

import bakelite.restore.DatabaseCheck;
import bakelite.sqlite.DatabaseCheck.Kind;
import bakelite.sqlite.DatabaseCheck.Result;
import bakelite.sqlite.DatabaseException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// SQLite's own check of a restored file, on a thread of its own: SQLite does not hear an
/// interruption, and a person who presses Ctrl-C in the middle of a long check must not wait for
/// it.
public final class SqliteCheck implements DatabaseCheck {
  private final Kind kind;

  private SqliteCheck(Kind kind) {
    this.kind = kind;
  }

  /// The check of a level.
  public static DatabaseCheck of(CheckLevel level) {
    return switch (level) {
      case FULL -> new SqliteCheck(Kind.FULL);
      case QUICK -> new SqliteCheck(Kind.QUICK);
      case NONE -> DatabaseCheck.NONE;
    };
  }

  /// A warning: the check could not be made.
  public static String notChecked(String reason) {
    return "SQLite could not check all of it ("
        + reason
        + "); the content is proved by its digest all the same";
  }

  @Override
  public Verdict run(Path file) throws IOException {
    var check = new FutureTask<>((Callable<Verdict>) () -> judge(file));
    // A daemon: the process may end while it is still at work.
    Thread.ofPlatform().daemon().name("sqlite-check").start(check);
    try {
      return check.get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw (IOException)
          new InterruptedIOException("stopped in SQLite's check").initCause(stopped);
    } catch (ExecutionException defect) {
      throw new IllegalStateException("SQLite's check ended unexpectedly", defect.getCause());
    }
  }

  private Verdict judge(Path file) {
    try {
      return switch (bakelite.sqlite.DatabaseCheck.run(file, kind)) {
        case Result.Passed() -> new Verdict.Passed();
        case Result.NotChecked(var reason) -> new Verdict.NotChecked(reason);
        case Result.Failed(var lines) -> new Verdict.Failed(lines);
      };
    } catch (DatabaseException notRun) {
      // The digest has proved the content; that SQLite could not be asked takes nothing from that.
      return new Verdict.NotChecked(String.valueOf(notRun.getMessage()));
    }
  }
}
