package bakelite.daemon;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Writes down how each database is: at once when a state changes, at most once a second while
/// figures move, and never while nothing does.
///
/// A document that another living process wrote is left alone: it protects that database, and this
/// one does not.
final class StatusBoard {
  private static final Duration WHEN_RUNG = Duration.ofHours(1);
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final StatusFolder folder;
  private final ProcessMark process = ProcessMark.current();
  private final Consumer<String> warn;
  private final Map<String, Supplier<StatusDocument>> entries = new ConcurrentHashMap<>();
  private final Map<String, StatusDocument> written = new HashMap<>();
  private final Doorbell moved = new Doorbell();
  private final Doorbell changed = new Doorbell();
  private boolean warned;
  private volatile boolean ending;

  /// @param warn gets why nothing can be written, once
  StatusBoard(StatusFolder folder, Consumer<String> warn) {
    this.folder = folder;
    this.warn = warn;
  }

  ProcessMark process() {
    return process;
  }

  /// What an earlier process, or this one, wrote about a database.
  Optional<StatusDocument> earlier(String name) {
    try {
      return folder.read(name);
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  void add(String name, Supplier<StatusDocument> document) {
    entries.put(name, document);
    changed();
  }

  synchronized void remove(String name) {
    entries.remove(name);
    if (written.remove(name) != null) {
      try {
        folder.delete(name);
      } catch (IOException stays) {
        // It says that its process is gone, sooner or later.
      }
    }
  }

  /// Figures may have moved. Any thread.
  void moved() {
    moved.ring();
  }

  /// A state may have changed. Any thread.
  void changed() {
    changed.ring();
    moved.ring();
  }

  /// Writes until it is ended.
  void run() {
    try {
      while (!ending) {
        moved.await(WHEN_RUNG);
        write();
        changed.await(BETWEEN);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /// Writes a last time; the caller's thread does it.
  void end() {
    ending = true;
    changed();
    write();
  }

  private synchronized void write() {
    for (var entry : entries.entrySet()) {
      var document = entry.getValue().get();
      var last = written.get(entry.getKey());
      if (!document.equals(last) && (last != null || isOurs(entry.getKey()))) {
        write(entry.getKey(), document);
      }
    }
  }

  private boolean isOurs(String name) {
    return earlier(name)
        .filter(other -> !other.process().equals(process) && other.isCurrent())
        .isEmpty();
  }

  private void write(String name, StatusDocument document) {
    try {
      folder.write(document);
      written.put(name, document);
    } catch (IOException full) {
      if (!warned) {
        warned = true;
        warn.accept("cannot write what `bakelite status` reads: " + full);
      }
    }
  }
}
