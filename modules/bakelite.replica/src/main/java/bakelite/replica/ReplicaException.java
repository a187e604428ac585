package bakelite.replica;

import bakelite.format.DamagedException;
import bakelite.format.FormatException;
import bakelite.format.NewerFormatException;
import bakelite.store.StoreException;

/// Why a replica does not give what was asked of it. The kind decides the exit code.
public abstract sealed class ReplicaException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String hint;

  ReplicaException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  ReplicaException(String message, String hint, Throwable cause) {
    super(message, cause);
    this.hint = hint;
  }

  /// What to try, one line.
  public final String hint() {
    return hint;
  }

  /// There is no such replica or restore point.
  public static sealed class NotFound extends ReplicaException {
    private static final long serialVersionUID = 1L;

    public NotFound(String message, String hint) {
      super(message, hint);
    }
  }

  /// There is no replica at all, or one whose first full copy is not complete: nothing that anybody
  /// was promised is missing.
  public static final class NothingYet extends NotFound {
    private static final long serialVersionUID = 1L;

    public NothingYet(String message, String hint) {
      super(message, hint);
    }
  }

  /// An object is missing, altered or out of order.
  public static final class Damaged extends ReplicaException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public Damaged(Problem problem) {
      super(problem.message(), problem.hint());
      this.problem = problem;
    }

    public Damaged(String object, String expected, String found) {
      this(Problem.of(object, expected, found));
    }

    /// Which object, and what is wrong with it.
    public Problem problem() {
      return problem;
    }
  }

  /// An object is whole, and only a newer version understands it.
  public static final class NewerFormat extends ReplicaException {
    private static final long serialVersionUID = 1L;

    public NewerFormat(NewerFormatException cause) {
      super(String.valueOf(cause.getMessage()), cause.hint(), cause);
    }
  }

  /// The store did not answer, or refused.
  public static final class Storage extends ReplicaException {
    private static final long serialVersionUID = 1L;

    private final StoreException store;

    public Storage(StoreException cause) {
      super(String.valueOf(cause.getMessage()), cause.hint(), cause);
      this.store = cause;
    }

    /// What the store said.
    public StoreException store() {
      return store;
    }
  }

  /// What became of an attempt to read an object.
  public static ReplicaException of(FormatException cause) {
    return switch (cause) {
      case DamagedException damaged -> new Damaged(Problem.of(damaged));
      case NewerFormatException newer -> new NewerFormat(newer);
    };
  }
}
