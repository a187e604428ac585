package bakelite.daemon;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What is going on with one database, the worst first.
public enum DatabaseState {
  /// Another writer owns the replica.
  FENCED,
  /// It cannot be protected as it is; tried again.
  FAILED,
  /// Commits do not get into the replica, and nothing says why.
  STALLED,
  /// There is no file at its path; looked for again.
  MISSING,
  /// Nothing runs that would protect it.
  STOPPED,
  /// The store does not take what it is sent; tried again.
  BACKING_OFF,
  /// The application has to open it first; tried again.
  WAITING,
  /// Let go of for maintenance.
  DETACHED,
  /// Every page is compared with what the replica holds.
  RESYNCING,
  /// The first full copy is on its way.
  SNAPSHOTTING,
  /// Nothing is known yet.
  STARTING,
  /// The store is back, and what had to wait is on its way.
  CATCHING_UP,
  /// All is well.
  PROTECTING;

  /// Whether every commit is captured and on its way.
  public boolean isProtected() {
    return switch (this) {
      case PROTECTING, CATCHING_UP -> true;
      case FENCED,
          FAILED,
          STALLED,
          MISSING,
          STOPPED,
          BACKING_OFF,
          WAITING,
          DETACHED,
          RESYNCING,
          SNAPSHOTTING,
          STARTING ->
          false;
    };
  }

  /// Whether it is not protected and will not be by itself, or not before something else changes.
  public boolean isStuck() {
    return switch (this) {
      case FENCED, FAILED, STALLED, MISSING, STOPPED, BACKING_OFF, WAITING -> true;
      case DETACHED, RESYNCING, SNAPSHOTTING, STARTING, CATCHING_UP, PROTECTING -> false;
    };
  }

  /// As it is written, such as `backing-off`.
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The state that is written like this.
  static Optional<DatabaseState> of(String words) {
    return Arrays.stream(values()).filter(state -> state.words().equals(words)).findFirst();
  }
}
