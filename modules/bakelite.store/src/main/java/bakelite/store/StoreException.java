package bakelite.store;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why a store could not do what it was asked. The kind decides what a caller does next.
public abstract sealed class StoreException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String hint;

  StoreException(String message, String hint, @Nullable Throwable cause) {
    super(message, cause);
    this.hint = hint;
  }

  /// What to try, one line.
  public final String hint() {
    return hint;
  }

  /// There is no such object.
  public static final class Missing extends StoreException {
    private static final long serialVersionUID = 1L;

    public Missing(String store, ObjectKey key) {
      super(
          String.format(
              Locale.ROOT, "cannot read %s in %s: expected an object, found none", key, store),
          "it was deleted, or the address names another place",
          null);
    }
  }

  /// The store knows us, or does not, and says no. Trying again soon does not help.
  public static final class Denied extends StoreException {
    private static final long serialVersionUID = 1L;

    public Denied(String message, String hint, @Nullable Throwable cause) {
      super(message, hint, cause);
    }
  }

  /// The store asks us to slow down.
  public static final class Throttled extends StoreException {
    private static final long serialVersionUID = 1L;

    private final Duration after;

    public Throttled(String message, Duration after, @Nullable Throwable cause) {
      super(message, "the store limits requests; bakelite slows down by itself", cause);
      this.after = after;
    }

    /// How long to wait at least.
    public Duration after() {
      return after;
    }
  }

  /// No answer, or one that says that the store itself is in trouble: worth another try.
  public static final class Unreachable extends StoreException {
    private static final long serialVersionUID = 1L;

    public Unreachable(String message, String hint, @Nullable Throwable cause) {
      super(message, hint, cause);
    }
  }

  /// What came back is not what was promised: too short, another range, another content.
  public static final class Damaged extends StoreException {
    private static final long serialVersionUID = 1L;

    public Damaged(String message, String hint, @Nullable Throwable cause) {
      super(message, hint, cause);
    }
  }

  /// The destination cannot work as it is set up, or there is no space left. A person has to act.
  public static final class Misconfigured extends StoreException {
    private static final long serialVersionUID = 1L;

    public Misconfigured(String message, String hint, @Nullable Throwable cause) {
      super(message, hint, cause);
    }
  }
}
