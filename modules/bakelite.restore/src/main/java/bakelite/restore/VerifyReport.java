package bakelite.restore;

import bakelite.replica.Problem;
import bakelite.replica.plan.Fork;
import bakelite.store.ObjectKey;
import java.util.List;
import java.util.Optional;

/// What a verification found.
///
/// @param index the newest restore point, 0 where there is none
/// @param objects how many objects were read
/// @param bytes how many bytes they have
/// @param points how many restore points had their digest recomputed
/// @param fork where the histories of the replica part; a problem unless a branch was chosen
/// @param problems empty when the replica is whole
/// @param strangers some objects that lie beside it and are none of its own; they harm nothing
public record VerifyReport(
    long index,
    long objects,
    long bytes,
    long points,
    Optional<Fork> fork,
    List<Problem> problems,
    List<ObjectKey> strangers) {
  public VerifyReport {
    problems = List.copyOf(problems);
    strangers = List.copyOf(strangers);
  }

  /// Whether the replica is whole.
  public boolean isOk() {
    return problems.isEmpty();
  }
}
