package bakelite.replica.plan;

import bakelite.format.Digest;
import bakelite.format.ObjectReader;
import bakelite.replica.Inventory;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import java.io.IOException;

/// Proves a plan from indexes alone, before the first page is fetched: the fingerprints of the
/// images that count add up to the digest of the commit, which the lineage binds. A page too many,
/// too few, too old or altered breaks the sum.
public final class PlanProof implements PageWalk.Sink {
  private Digest sum = Digest.EMPTY;

  /// Takes the images of a walk.
  public PlanProof() {}

  /// Proves a plan in a walk of its own.
  ///
  /// @throws ReplicaException.Damaged when the sum is another one
  public static void prove(Replica replica, RestorePlan plan) throws IOException, ReplicaException {
    var proof = new PlanProof();
    long met = new PageWalk(replica, plan).run(proof);
    proof.check(plan, met);
  }

  /// Compares the sum of a whole walk.
  ///
  /// @param met how many pages were met
  /// @throws ReplicaException.Damaged when the sum is another one
  public void check(RestorePlan plan, long met) throws ReplicaException {
    var record = plan.target().record();
    if (!sum.equals(record.digest())) {
      throw new ReplicaException.Damaged(
          plan.target().entry().key().text(),
          "pages that add up to the digest " + record.digest(),
          sum + " from " + History.number(met) + " pages");
    }
  }

  @Override
  public void image(Inventory.Entry entry, ObjectReader object, ObjectReader.Image at) {
    sum = sum.plus(at.fingerprint());
  }

  @Override
  public void end(Inventory.Entry entry, ObjectReader object) {}
}
