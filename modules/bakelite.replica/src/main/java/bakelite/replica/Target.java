package bakelite.replica;

import java.time.Instant;

/// The moment that is asked for in a restore.
public sealed interface Target {
  /// The newest restore point.
  record Latest() implements Target {}

  /// The newest restore point not after a moment.
  record AtTime(Instant at) implements Target {}

  /// The restore point of one commit. Of a claim: the commit before it.
  ///
  /// @param index from 1
  record AtIndex(long index) implements Target {
    public AtIndex {
      if (index < 1) {
        throw new IllegalArgumentException("commits are numbered from 1, not " + index);
      }
    }
  }
}
