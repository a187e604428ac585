package bakelite.restore;

import bakelite.replica.ReplicaException;
import bakelite.replica.Target;
import bakelite.replica.plan.Fork;
import bakelite.replica.plan.History;
import java.io.IOException;
import java.time.Instant;

/// Which commit a target means.
///
/// Damage is a reason to refuse only where it matters: from the origin of the commit to the last
/// index that the target could have meant instead. So a commit is never taken for the latest
/// because a later one cannot be read, and an older one can be had while a newer one is broken.
final class Choice {
  private Choice() {}

  /// The restore point for a target.
  ///
  /// @param history of the replica
  /// @throws ReplicaException.NotFound names what there is instead
  /// @throws ReplicaException.Damaged when it needs what is in doubt, or could be another
  static History.Commit of(Target target, History history) throws ReplicaException, IOException {
    if (history.end().isPresent()) {
      rejectBehind(history.end().get(), target);
    }
    var newest = history.atOrBefore(Long.MAX_VALUE);
    if (newest.isEmpty()) {
      history.rejectFaults(1, Long.MAX_VALUE);
      throw new ReplicaException.NothingYet(
          "cannot choose a commit: expected restore points, found none",
          "the first full copy is not complete yet; wait until `replicate` says that it protects");
    }
    return switch (target) {
      case Target.Latest() -> proved(newest.get(), Long.MAX_VALUE, history);
      case Target.AtIndex(long index) -> proved(atIndex(index, history), index, history);
      case Target.AtTime(Instant at) -> atTime(at, history);
    };
  }

  /// What lies behind a fork means another commit on each branch.
  private static void rejectBehind(Fork fork, Target target) throws ReplicaException {
    boolean isBehind =
        switch (target) {
          case Target.Latest() -> true;
          case Target.AtIndex(long index) -> index > fork.after();
          case Target.AtTime(Instant at) ->
              !Instant.ofEpochMilli(fork.earliestMillis()).isAfter(at);
        };
    if (isBehind) {
      throw new ReplicaException.Damaged(fork.problem());
    }
  }

  /// @param last the last index that the target could mean
  private static History.Commit proved(History.Commit chosen, long last, History history)
      throws ReplicaException {
    history.rejectFaults(chosen.origin(), last);
    return chosen;
  }

  private static History.Commit atTime(Instant at, History history)
      throws ReplicaException, IOException {
    var chosen = history.notAfter(at);
    long from = chosen.map(point -> point.record().index()).orElse(0L);
    long last = history.firstAfter(from, at).orElse(Long.MAX_VALUE);
    if (chosen.isPresent()) {
      return proved(chosen.get(), last, history);
    }
    history.rejectFaults(1, last);
    throw new ReplicaException.NotFound(
        "cannot restore "
            + at
            + ": expected a time not before the first commit, "
            + describe(history.after(0).orElseThrow()),
        "choose a later time; `bakelite list --commits` shows them all");
  }

  private static History.Commit atIndex(long index, History history)
      throws ReplicaException, IOException {
    var commit = history.commit(index);
    if (commit.isPresent() && commit.get().record().isRestorePoint()) {
      return commit.get();
    }
    var before = history.atOrBefore(index);
    if (before.isPresent() && history.isClaim(index)) {
      return before.get();
    }
    if (commit.isEmpty()) {
      history.rejectFaults(history.knownBefore(index) + 1, index);
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
