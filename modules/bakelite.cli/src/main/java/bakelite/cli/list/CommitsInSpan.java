package bakelite.cli.list;

import bakelite.cli.source.TimeSpan;
import bakelite.replica.ReplicaException;
import bakelite.restore.CommitList;
import java.io.IOException;
import java.time.Instant;

/// The commits of a replica that were asked for.
///
/// @param all of the replica
/// @param span the time that was asked for
record CommitsInSpan(CommitList all, TimeSpan span) {
  static Instant at(CommitList.Listed commit) {
    return Instant.ofEpochMilli(commit.record().timeMillis());
  }

  /// Visits those of that time, ascending.
  void each(CommitList.Visitor visitor) throws ReplicaException, IOException {
    all.each(commit -> {
      if (span.contains(at(commit))) {
        visitor.commit(commit);
      }
    });
  }

  /// Why there are none.
  String nothing() {
    return all.size() == 0
        ? "nothing can be restored yet: the first full copy is not complete"
        : "no commit lies in this span of time";
  }
}
