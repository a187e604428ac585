package bakelite.restore;

import bakelite.format.CommitRecord;

/// Told how far a restore is.
public interface RestoreProgress {
  /// Tells nobody.
  RestoreProgress NONE = new RestoreProgress() {};

  /// The commit that the target means, and whether it is the newest that there is.
  default void chosen(CommitRecord commit, boolean isNewest) {}

  /// So many bytes of the database are written.
  default void written(long bytes, long total) {}
}
