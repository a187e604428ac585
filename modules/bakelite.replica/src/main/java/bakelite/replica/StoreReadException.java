package bakelite.replica;

import bakelite.store.StoreException;
import java.io.IOException;

/// A store's refusal on its way through an interface that knows no store.
public final class StoreReadException extends IOException {
  private static final long serialVersionUID = 1L;

  private final StoreException store;

  StoreReadException(StoreException cause) {
    super(cause.getMessage(), cause);
    this.store = cause;
  }

  /// What the store said.
  public StoreException store() {
    return store;
  }
}
