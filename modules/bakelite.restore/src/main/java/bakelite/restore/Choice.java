package bakelite.restore;

import bakelite.replica.ReplicaException;
import bakelite.replica.Target;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// Which commit a target means.
final class Choice {
  private Choice() {}

  /// The restore point for a target.
  ///
  /// @param history of the replica
  /// @throws ReplicaException.NotFound names what there is instead
  static History.Commit of(Target target, History history) throws ReplicaException {
    var points = history.restorePoints();
    if (points.isEmpty()) {
      throw new ReplicaException.NotFound(
          "cannot choose a commit: expected restore points, found none",
          "the first full copy is not complete yet; wait until `replicate` says that it protects");
    }
    return switch (target) {
      case Target.Latest() -> points.getLast();
      case Target.AtIndex(long index) -> atIndex(index, history);
      case Target.AtTime(Instant at) ->
          points.stream()
              .filter(point -> !Instant.ofEpochMilli(point.record().timeMillis()).isAfter(at))
              .max(Comparator.comparingLong(point -> point.record().index()))
              .orElseThrow(() ->
                  new ReplicaException.NotFound(
                      "cannot restore "
                          + at
                          + ": expected a time not before the first commit, "
                          + describe(points.getFirst()),
                      "choose a later time; `bakelite list --commits` shows them all"));
    };
  }

  private static History.Commit atIndex(long index, History history) throws ReplicaException {
    var commit = Optional.ofNullable(history.commits().get(index));
    if (commit.isPresent() && commit.get().record().isRestorePoint()) {
      return commit.get();
    }
    var before = history.atOrBefore(index);
    if (before.isPresent() && history.isClaim(index)) {
      return before.get();
    }
    var neighbours =
        before.map(Choice::describe).orElse("nothing before")
            + " and "
            + history.after(index).map(Choice::describe).orElse("nothing after");
    throw new ReplicaException.NotFound(
        "cannot restore commit "
            + History.number(index)
            + ": expected a restore point, found "
            + neighbours,
        "choose one of these; `bakelite list --commits` shows them all");
  }

  private static String describe(History.Commit commit) {
    return "commit "
        + History.number(commit.record().index())
        + " of "
        + Instant.ofEpochMilli(commit.record().timeMillis());
  }
}
