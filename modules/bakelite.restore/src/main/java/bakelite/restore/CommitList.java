package bakelite.restore;

import bakelite.format.CommitRecord;
import bakelite.format.Formats;
import bakelite.format.Id128;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.plan.History;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Exactly the commits that a restore by index can give, ascending.
///
/// @param replica the id of the replica
/// @param commits at least one where the first full copy is complete
public record CommitList(Id128 replica, List<Listed> commits) {
  public CommitList {
    commits = List.copyOf(commits);
  }

  /// One commit.
  ///
  /// @param record what the replica knows of it
  /// @param pagesChanged how many pages it changed
  public record Listed(CommitRecord record, long pagesChanged) {
    /// Bytes of the pages that it changed.
    public long bytes() {
      return pagesChanged * record.pageSize();
    }
  }

  /// The version of the storage format that it is written in.
  public int format() {
    return Formats.current().version();
  }

  /// Reads the list from a replica.
  public static CommitList of(Replica replica) throws ReplicaException, IOException {
    var history = History.of(replica);
    // Exactly what can be restored is not known while anything is in doubt.
    history.rejectFaults(1, Long.MAX_VALUE);
    var listed = new ArrayList<Listed>();
    for (var stretch : history.stretches()) {
      for (var commit : history.commits(stretch)) {
        if (commit.record().isRestorePoint()) {
          listed.add(new Listed(commit.record(), commit.pagesChanged()));
        }
      }
    }
    return new CommitList(history.replica(), listed);
  }
}
