package bakelite.restore;

import java.util.List;

/// Something that happens to a database or to its replica. Any list of steps is a history: a step
/// fits itself to what there is.
sealed interface Step {
  /// A commit of the application.
  ///
  /// @param growth pages that come, or go when it is negative
  /// @param rewritten pages that it writes beside the new ones, taken modulo the size
  /// @param variant what it writes: the same page and variant give the same image
  /// @param joins whether it lies in one change-set with the index before
  /// @param millis since the index before, by a clock that may go backwards
  record Commit(int growth, List<Integer> rewritten, int variant, boolean joins, int millis)
      implements Step {}

  /// A writer announces itself, or lets go.
  record Claim(boolean released) implements Step {}

  /// A writer looks for what it missed; digests are unknown meanwhile.
  record Resync(List<Commit> meanwhile) implements Step {}

  /// A full copy of another content, and maybe of another page size.
  ///
  /// @param pageSizeBits 9 to 16
  /// @param cuts where a shard ends and the next begins
  /// @param meanwhile commits between the shards
  /// @param isKnownAtOnce whether the origin has a digest, and every shard is as of it
  record Origin(
      int pageSizeBits,
      int pages,
      List<Integer> cuts,
      List<Commit> meanwhile,
      boolean claims,
      boolean isKnownAtOnce)
      implements Step {}

  /// One more shard, cut anywhere, of an origin that has them all already.
  ///
  /// @param length in pages; 0 for no end
  record Snapshot(int from, int length) implements Step {}
}
