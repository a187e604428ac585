package bakelite.restore;

import bakelite.format.Digest;
import bakelite.format.Fingerprint;
import bakelite.format.ObjectReader;
import bakelite.replica.Inventory;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import java.io.IOException;

/// Proves a plan from indexes alone, before the first page is fetched: the fingerprints of the
/// images that count add up to the digest of the commit, which the lineage binds. A page too many,
/// too few, too old or altered breaks the sum.
final class PlanProof implements PageWalk.Sink {
  private Digest sum = Digest.EMPTY;

  private PlanProof() {}

  /// @throws ReplicaException.Damaged when the sum is another one
  static void prove(Replica replica, RestorePlan plan) throws IOException, ReplicaException {
    var proof = new PlanProof();
    long met = new PageWalk(replica, plan).run(proof);
    var record = plan.target().record();
    if (!proof.sum.equals(record.digest())) {
      throw Damage.of(
          plan.target().entry().key().text(),
          "pages that add up to the digest " + record.digest(),
          proof.sum + " from " + History.number(met) + " pages");
    }
  }

  @Override
  public void image(Inventory.Entry entry, ObjectReader object, ObjectReader.ImageCursor at) {
    Fingerprint fingerprint = at.fingerprint();
    sum = sum.plus(fingerprint);
  }

  @Override
  public void end(Inventory.Entry entry, ObjectReader object) {}
}
