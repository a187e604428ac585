package bakelite.restore;

import bakelite.format.CommitRecord;
import bakelite.format.Formats;
import bakelite.format.Id128;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.plan.Fork;
import bakelite.replica.plan.History;
import bakelite.replica.plan.Replanning;
import java.io.IOException;
import java.util.Optional;

/// Exactly the commits that a restore by index can give, ascending. They are read again whenever
/// they are asked for, one change-set after the other, so that a million of them need no memory.
public final class CommitList {
  private final Replica replica;
  private History history;

  private CommitList(Replica replica, History history) {
    this.replica = replica;
    this.history = history;
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

  /// Takes one commit after the other.
  @FunctionalInterface
  public interface Visitor {
    /// The next one.
    void commit(Listed commit) throws IOException;
  }

  /// Proves that the history of a replica is whole: exactly what can be restored is not known while
  /// anything is in doubt.
  public static CommitList of(Replica replica) throws ReplicaException, IOException {
    return new CommitList(replica, new Replanning().tried(() -> proved(replica)));
  }

  private static History proved(Replica replica) throws ReplicaException, IOException {
    var history = History.of(replica);
    history.rejectFaults(1, Long.MAX_VALUE);
    return history;
  }

  /// The id of the replica.
  public Id128 replica() {
    return history.replica();
  }

  /// The version of the storage format that it is written in.
  public int format() {
    return Formats.current().version();
  }

  /// Where histories part; the commits are those before, or those of the branch that was chosen.
  public Optional<Fork> fork() {
    return history.fork();
  }

  /// How many commits there are; none where the first full copy is not complete.
  public long size() {
    return history.points();
  }

  /// Visits all of them.
  ///
  /// @throws IOException as the visitor does
  public void each(Visitor visitor) throws ReplicaException, IOException {
    var replanning = new Replanning();
    long done = 0;
    while (true) {
      try {
        for (var stretch : history.stretches()) {
          if (stretch.last() > done) {
            visit(stretch, visitor);
            done = stretch.last();
          }
        }
        return;
      } catch (ReplicaException.Storage gone) {
        // What was put in its place is listed now.
        replanning.spend(gone);
        history = proved(replica);
      }
    }
  }

  private void visit(History.Stretch stretch, Visitor visitor)
      throws ReplicaException, IOException {
    for (var commit : history.commits(stretch)) {
      if (commit.record().isRestorePoint()) {
        visitor.commit(new Listed(commit.record(), commit.pagesChanged()));
      }
    }
  }
}
