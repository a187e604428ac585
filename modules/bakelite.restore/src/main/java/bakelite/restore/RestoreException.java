package bakelite.restore;

import bakelite.replica.plan.History;
import java.nio.file.Path;
import java.util.List;

/// Why a restore that the replica could give was not put in its place.
public abstract sealed class RestoreException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String hint;

  RestoreException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /// What to try, one line.
  public final String hint() {
    return hint;
  }

  /// The output is in the way of something, or something of it.
  public static final class OutputInTheWay extends RestoreException {
    private static final long serialVersionUID = 1L;

    OutputInTheWay(Path output, String expected, String found, String hint) {
      super("cannot restore to " + output + ": expected " + expected + ", found " + found, hint);
    }
  }

  /// SQLite finds the database damaged although it is exactly what was committed.
  public static final class DamagedAtTheSource extends RestoreException {
    private static final long serialVersionUID = 1L;

    DamagedAtTheSource(long index, List<String> lines) {
      super(
          "cannot vouch for commit "
              + History.number(index)
              + ": expected a database without faults, found it damaged at that commit already: "
              + String.join("; ", lines),
          "the copy is exact, the database itself was damaged; choose an earlier commit, or take it"
              + " as it is with --check none");
    }
  }
}
