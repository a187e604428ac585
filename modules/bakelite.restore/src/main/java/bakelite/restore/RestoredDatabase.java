package bakelite.restore;

import bakelite.format.CommitRecord;
import bakelite.replica.plan.Fork;
import java.nio.file.Path;
import java.util.Optional;

/// What a restore gave.
///
/// @param output the database
/// @param commit the commit that it is of
/// @param objectsRead how many objects gave pages
/// @param bytesRead how many bytes of blocks were read
/// @param warning what SQLite could not check
/// @param fork where the histories of the replica part
/// @param placed what became of the files around it
public record RestoredDatabase(
    Path output,
    CommitRecord commit,
    long objectsRead,
    long bytesRead,
    Optional<String> warning,
    Optional<Fork> fork,
    Placed placed) {

  /// Size of the file, in bytes.
  public long bytes() {
    return commit.pages() * commit.pageSize();
  }
}
