package bakelite.cli.list;

import bakelite.cli.source.TimeSpan;
import bakelite.restore.CommitList;
import java.time.Instant;
import java.util.List;

/// The commits of a replica that were asked for.
///
/// @param all of the replica
/// @param span the time that was asked for
/// @param chosen those of that time, ascending
record CommitsInSpan(CommitList all, TimeSpan span, List<CommitList.Listed> chosen) {
  CommitsInSpan(CommitList all, TimeSpan span) {
    this(all, span, all.commits().stream().filter(commit -> span.contains(at(commit))).toList());
  }

  static Instant at(CommitList.Listed commit) {
    return Instant.ofEpochMilli(commit.record().timeMillis());
  }

  /// Whether the first full copy, which is the first commit, is among them.
  boolean hasFullCopy() {
    return !chosen.isEmpty() && chosen.getFirst().equals(all.commits().getFirst());
  }

  /// Why there are none.
  String nothing() {
    return all.commits().isEmpty()
        ? "nothing can be restored yet: the first full copy is not complete"
        : "no commit lies in this span of time";
  }
}
