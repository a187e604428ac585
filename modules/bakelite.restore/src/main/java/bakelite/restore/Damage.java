package bakelite.restore;

import bakelite.format.DamagedException;
import bakelite.replica.Problem;
import bakelite.replica.ReplicaException;

/// Says what is wrong with a replica as a whole, where no single read told it.
final class Damage {
  private static final String HINT =
      "an object was changed, lost or put out of order; `bakelite verify` names every one";

  private Damage() {}

  static ReplicaException of(String object, String expected, String found) {
    return new ReplicaException.Damaged(problem(object, expected, found));
  }

  static Problem problem(DamagedException damaged) {
    return new Problem(
        damaged.object(), damaged.offset(), damaged.expected(), damaged.found(), damaged.hint());
  }

  static Problem problem(String object, String expected, String found) {
    return new Problem(object, 0, expected, found, HINT);
  }
}
