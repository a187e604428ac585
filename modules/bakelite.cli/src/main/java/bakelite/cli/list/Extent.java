package bakelite.cli.list;

import bakelite.format.CommitRecord;
import bakelite.replica.ReplicaException;
import java.io.IOException;
import java.util.Optional;

/// How many commits were asked for, and which are the ends of them.
final class Extent {
  private long count;
  private boolean hasFullCopy;
  private Optional<CommitRecord> first = Optional.empty();
  private Optional<CommitRecord> last = Optional.empty();

  private Extent() {}

  /// Counts them.
  static Extent of(CommitsInSpan list) throws ReplicaException, IOException {
    var extent = new Extent();
    var before = new long[1];
    list.all()
        .each(commit -> {
          boolean isFirstOfAll = before[0]++ == 0;
          if (list.span().contains(CommitsInSpan.at(commit))) {
            extent.add(commit.record());
            extent.hasFullCopy |= isFirstOfAll;
          }
        });
    return extent;
  }

  private void add(CommitRecord record) {
    count++;
    first = first.or(() -> Optional.of(record));
    last = Optional.of(record);
  }

  long count() {
    return count;
  }

  /// Whether the first full copy, which is the first commit, is among them.
  boolean hasFullCopy() {
    return hasFullCopy;
  }

  /// The oldest; absent where there is none.
  Optional<CommitRecord> first() {
    return first;
  }

  /// The newest; absent where there is none.
  Optional<CommitRecord> last() {
    return last;
  }
}
