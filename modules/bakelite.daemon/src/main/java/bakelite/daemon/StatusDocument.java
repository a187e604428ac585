package bakelite.daemon;

import bakelite.store.Fence;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What a daemon wrote down about one database, for `status`.
///
/// @param name of the database
/// @param path of its file
/// @param destination where its replica is
/// @param state as it was when this was written; see [#stateNow]
/// @param problem what was wrong then, for a person
/// @param figures how far it was; absent when no session ran
/// @param fence whether the store keeps two writers apart; absent until it was tried
/// @param snapshot the last full copy
/// @param process who wrote this
public record StatusDocument(
    String name,
    String path,
    String destination,
    DatabaseState state,
    Optional<String> problem,
    Optional<Figures> figures,
    Optional<Fence> fence,
    Optional<Snapshot> snapshot,
    ProcessMark process) {

  /// How far the protection was.
  ///
  /// @param capturedAt of the newest commit that was captured
  /// @param durableAt of the newest commit in the store
  /// @param waitingSince the time of a commit close to the oldest that was not in the store
  /// @param aheadSince when a commit was first seen in the database's own wal-index that was not in
  ///   the store
  /// @param requests that were sent to the store since it was opened, by kind; empty where nothing
  ///   is counted
  public record Figures(
      long capturedIndex,
      Optional<Instant> capturedAt,
      long durableIndex,
      Optional<Instant> durableAt,
      Optional<Instant> waitingSince,
      Optional<Instant> aheadSince,
      OptionalLong walBytes,
      long spoolBytes,
      Map<String, Long> requests) {
    public Figures {
      requests = Map.copyOf(requests);
    }

    static Figures of(Standing standing, Map<String, Long> requests) {
      return new Figures(
          standing.capturedIndex(),
          moment(standing.capturedAtMillis()),
          standing.durableIndex(),
          moment(standing.durableAtMillis()),
          moment(standing.waitingSinceMillis().orElse(0)),
          moment(standing.aheadSinceMillis().orElse(0)),
          standing.walBytes(),
          standing.spoolBytes(),
          requests);
    }

    /// How old the oldest commit is that is not in the store, at the least.
    public Duration lag(Instant now) {
      return Collections.max(List.of(since(waitingSince, now), since(aheadSince, now)));
    }

    /// For how long the database's own wal-index has shown a commit that is not in the store.
    public Duration ahead(Instant now) {
      return since(aheadSince, now);
    }

    private static Duration since(Optional<Instant> moment, Instant now) {
      return moment
          .filter(from -> from.isBefore(now))
          .map(from -> Duration.between(from, now))
          .orElse(Duration.ZERO);
    }

    static Optional<Instant> moment(long millis) {
      return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
  }

  /// A full copy: the first commit that can be restored from it.
  public record Snapshot(long index, Instant at) {}

  /// Whether the process that wrote this still runs.
  public boolean isCurrent() {
    return process.isAlive();
  }

  /// The state now. Once the process is gone nothing protects the database; that another writer
  /// owns its replica stays true.
  public DatabaseState stateNow() {
    return isCurrent() || state == DatabaseState.FENCED ? state : DatabaseState.STOPPED;
  }
}
