package bakelite.replica.plan;

import bakelite.format.Id128;
import bakelite.replica.Problem;
import bakelite.replica.ReplicaException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The commit after which the histories in a replica part, and what they are.
///
/// @param after index of the last record that all branches have in common; 0 where they have none
/// @param object key of the first object behind it
/// @param earliestMillis the least time of a restore point behind it, milliseconds since 1970 UTC
/// @param branches at least two, by the life that names them
public record Fork(long after, String object, long earliestMillis, List<Branch> branches) {
  private static final String HINT =
      "nothing says which of them is right: look at both, each with --branch and the beginning of its name";

  /// The fork as something that is wrong with a replica. Nothing says which branch is right.
  public Problem problem() {
    return new Problem(
        object,
        0,
        String.format(Locale.ROOT, "one history after commit %,d", after),
        found(),
        HINT);
  }

  /// The fork in a line.
  public String told() {
    return String.format(Locale.ROOT, "the replica forks after commit %,d: %s", after, found());
  }

  private String found() {
    return branches.size()
        + " branches, which no store kept apart: "
        + branches.stream().map(Branch::toString).collect(Collectors.joining("; "));
  }

  /// The branch that a text means: the beginning of the life that names it, or of any other life
  /// that wrote in it alone.
  ///
  /// @throws ReplicaException.NotFound when there is none, or more than one
  static Branch choose(String text, List<Branch> branches) throws ReplicaException {
    var named = branches.stream().filter(branch -> begins(branch.life(), text)).toList();
    if (named.isEmpty()) {
      named =
          branches.stream()
              .filter(branch -> branch.lives().stream().anyMatch(life -> begins(life, text)))
              .toList();
    }
    if (named.size() == 1) {
      return named.getFirst();
    }
    throw new ReplicaException.NotFound(
        String.format(
            Locale.ROOT,
            "cannot choose branch %s: expected the beginning of one life, found %s",
            text,
            named.isEmpty() ? "none of that name" : named.size() + " of them"),
        "there are: " + branches.stream().map(Branch::toString).collect(Collectors.joining("; ")));
  }

  private static boolean begins(Id128 life, String text) {
    return life.toString().startsWith(text);
  }
}
