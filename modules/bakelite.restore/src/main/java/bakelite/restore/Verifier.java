package bakelite.restore;

import bakelite.format.DamagedException;
import bakelite.format.FormatException;
import bakelite.format.ObjectReader;
import bakelite.format.PageHasher;
import bakelite.replica.Problem;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.StoreReadException;
import bakelite.replica.plan.Fork;
import bakelite.replica.plan.History;
import bakelite.replica.plan.PlanProof;
import bakelite.replica.plan.Replanning;
import bakelite.replica.plan.RestorePlan;
import bakelite.store.ObjectKey;
import bakelite.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads every byte of a replica and proves all that can be proved without a restore: each object
/// by itself and by its name, the lineage through all of them, the pages of the newest restore
/// point, and the digest of every restore point.
public final class Verifier {
  /// So many objects that are not the replica's are named.
  private static final int MOST_STRANGERS = 20;

  private final Replica replica;
  private final List<Problem> problems = new ArrayList<>();
  private Optional<Fork> fork = Optional.empty();
  private List<ObjectKey> strangers = List.of();
  private long objects;
  private long bytes;

  public Verifier(Replica replica) {
    this.replica = replica;
  }

  /// Verifies the replica.
  ///
  /// @throws ReplicaException when there is no replica, the store does not answer, or a newer
  ///   version is needed; damage is no exception but a problem in the report
  public VerifyReport verify() throws ReplicaException, IOException {
    try {
      var identity = identity();
      if (identity.isEmpty()) {
        return report(0, 0);
      }
      var hasher = PageHasher.of(identity.get().header().identity().replica());
      var proofs = new ObjectProofs(replica, hasher, problems::add);
      var replanning = new Replanning();
      proofs.run(replanning);
      objects += proofs.objects();
      bytes = proofs.bytes();
      strangers = replica.strangersBeside(MOST_STRANGERS);
      return problems.isEmpty() ? replanning.tried(this::wholeHistory) : report(0, 0);
    } catch (StoreReadException refused) {
      throw new ReplicaException.Storage(refused.store());
    } catch (StoreException refused) {
      throw new ReplicaException.Storage(refused);
    }
  }

  /// The identity; empty when it is damaged or lost, which is a problem then.
  private Optional<ObjectReader> identity() throws StoreException, IOException, ReplicaException {
    objects++;
    try {
      var identity = replica.identified();
      identity.proveWhole(PageHasher.of(identity.header().identity().replica()));
      return Optional.of(identity);
    } catch (DamagedException damaged) {
      problems.add(Problem.of(damaged));
      return Optional.empty();
    } catch (ReplicaException.Damaged missing) {
      problems.add(missing.problem());
      return Optional.empty();
    } catch (FormatException newer) {
      throw ReplicaException.of(newer);
    }
  }

  /// Every object is whole: now whether they make a history.
  private VerifyReport wholeHistory() throws ReplicaException, IOException {
    var history = History.of(replica);
    fork = history.fork();
    if (history.end().isEmpty()) {
      return whole(replica, history);
    }
    var end = history.end().get();
    problems.add(end.problem());
    long points = 0;
    for (var branch : end.branches()) {
      // What they have in common is proved with each.
      var chosen = replica.onBranch(branch.life().toString());
      points += whole(chosen, History.of(chosen)).points();
    }
    return report(
        history.atOrBefore(end.after()).map(point -> point.record().index()).orElse(0L), points);
  }

  private VerifyReport whole(Replica replica, History history)
      throws ReplicaException, IOException {
    int before = problems.size();
    for (var fault : history.faults()) {
      problems.add(fault.problem());
    }
    var newest = history.atOrBefore(Long.MAX_VALUE);
    if (problems.size() > before || newest.isEmpty()) {
      return report(0, 0);
    }
    long index = newest.get().record().index();
    try {
      // A shard that only commits before the newest origin need is missed by nobody else.
      for (var point : history.newestOfEachOrigin()) {
        RestorePlan.of(point, history);
      }
      PlanProof.prove(replica, RestorePlan.of(newest.get(), history));
      long proved = new DigestWalk(replica, history).run();
      return report(index, proved);
    } catch (ReplicaException.Damaged damaged) {
      problems.add(damaged.problem());
      return report(index, 0);
    }
  }

  private VerifyReport report(long index, long points) {
    return new VerifyReport(index, objects, bytes, points, fork, problems, strangers);
  }
}
