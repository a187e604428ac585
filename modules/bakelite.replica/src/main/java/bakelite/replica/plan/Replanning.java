package bakelite.replica.plan;

import bakelite.replica.ReplicaException;
import bakelite.store.StoreException;
import java.io.IOException;

/// How often one journey lists and plans again because an object that was listed is gone. What a
/// compaction replaced, or somebody put in place again, is found under what the next listing shows;
/// what was lost is not, and the plan says so.
public final class Replanning {
  /// The most plans that follow the first one of a person's command.
  private static final int MOST = 4;

  private int left;

  /// As often as somebody waits for.
  public Replanning() {
    this(MOST);
  }

  /// @param most how many plans may follow the first one
  public Replanning(int most) {
    left = most;
  }

  /// Something that needs what was listed.
  @FunctionalInterface
  public interface Attempt<T> {
    /// Tries once.
    T run() throws ReplicaException, IOException;
  }

  /// Tries until it is not for a missing object that it fails, or too often.
  ///
  /// @throws ReplicaException of the last attempt
  public <T> T tried(Attempt<T> attempt) throws ReplicaException, IOException {
    while (true) {
      try {
        return attempt.run();
      } catch (ReplicaException.Storage refused) {
        spend(refused);
      }
    }
  }

  /// Allows one more plan.
  ///
  /// @throws ReplicaException.Storage when it is no object that is missing, or there were too many
  public void spend(ReplicaException.Storage refused) throws ReplicaException.Storage {
    if (!(refused.store() instanceof StoreException.Missing) || left == 0) {
      throw refused;
    }
    left--;
  }
}
