package bakelite.daemon;

import bakelite.backup.Backoff;
import bakelite.backup.BackupEvent;
import bakelite.backup.BackupException;
import bakelite.backup.BackupListener;
import bakelite.backup.Uploader;
import bakelite.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Drives an uploader on a thread of its own, so that a store that does not answer holds up nothing
/// else.
final class UploadLoop {
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final Uploader uploader;
  private final Backoff backoff;
  private final BackupListener listener;
  private final String replica;
  private final Doorbell bell = new Doorbell();
  private final Doorbell endBell = new Doorbell();
  private final Tally tally;
  private final Runnable progress;
  private volatile boolean ending;
  private volatile Optional<StoreException> trouble = Optional.empty();
  private volatile Optional<Exception> failure = Optional.empty();

  /// @param tally counts what is stored and refused
  /// @param progress called after each object that was stored, and at the end
  UploadLoop(
      Uploader uploader,
      Backoff backoff,
      BackupListener listener,
      String replica,
      Tally tally,
      Runnable progress) {
    this.uploader = uploader;
    this.backoff = backoff;
    this.listener = listener;
    this.replica = replica;
    this.tally = tally;
    this.progress = progress;
  }

  /// Runs until `end` was called and nothing is left, or another writer is met.
  void run() {
    try {
      boolean goOn = true;
      while (goOn) {
        goOn = step();
      }
    } catch (IOException | RuntimeException broken) {
      failure = Optional.of(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      progress.run();
    }
  }

  private boolean step() throws IOException, InterruptedException {
    switch (uploader.step()) {
      case Uploader.Step.Idle() -> {
        if (ending) {
          return false;
        }
        bell.await(IDLE);
      }
      case Uploader.Step.Stored(long first, long last, long bytes) -> {
        back();
        tally.stored(Traffic.ObjectKind.CHANGE_SET, bytes);
        listener.tell(new BackupEvent.Stored(first, last, bytes));
        progress.run();
      }
      case Uploader.Step.StoredShard(var _, long bytes) -> {
        back();
        tally.stored(Traffic.ObjectKind.SHARD, bytes);
        progress.run();
      }
      case Uploader.Step.Trouble(var cause) -> {
        tally.failed(cause);
        var pause = backoff.after(cause);
        if (trouble.isEmpty()) {
          listener.tell(new BackupEvent.StoreTrouble(message(cause), cause.hint(), pause));
        }
        trouble = Optional.of(cause);
        // New work is no reason to try sooner; the end is.
        endBell.await(pause);
      }
      case Uploader.Step.Fenced(var writer) -> {
        failure = Optional.of(new BackupException.Fenced(replica, writer));
        return false;
      }
    }
    return true;
  }

  private static String message(Throwable cause) {
    return String.valueOf(cause.getMessage());
  }

  private void back() {
    backoff.reset();
    if (trouble.isPresent()) {
      trouble = Optional.empty();
      listener.tell(new BackupEvent.StoreBack());
    }
  }

  /// There may be something to put.
  void ring() {
    bell.ring();
  }

  /// Ends when everything that waits is put.
  void end() {
    ending = true;
    bell.ring();
    endBell.ring();
  }

  /// What the store said last, where it did not take an object.
  Optional<StoreException> trouble() {
    return trouble;
  }

  /// Why the loop ended before it was asked to.
  Optional<Exception> failure() {
    return failure;
  }
}
