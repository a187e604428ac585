package bakelite.sqlite;

import bakelite.wal.WalIndexHeader;

/// A moment at which two readers hold the WAL: the old one, and a new one that began later.
///
/// Capture every frame up to the horizon, make it durable, then [#complete]. Whatever goes wrong in
/// between, [#abandon]: the old reader never let go, so not a frame is lost.
public final class Handover {
  private final Hold hold;
  private final WalIndexHeader horizon;
  private boolean pending = true;

  Handover(Hold hold, WalIndexHeader horizon) {
    this.hold = hold;
    this.horizon = horizon;
  }

  /// What was committed after the new reader began: nothing at or below it can go before the
  /// handover is completed and another one is begun.
  ///
  /// When its salts are not those of the position captured so far, the old generation ended exactly
  /// at that position, and the new one starts at frame 1.
  public WalIndexHeader horizon() {
    return horizon;
  }

  /// The old reader lets go; or it stays, where the WAL was reset just now and it is better where
  /// it is. Only when everything up to the horizon is durable elsewhere.
  ///
  /// @throws DatabaseException when SQLite does not end the old transaction; both go on holding
  public void complete() throws DatabaseException {
    hold.complete(this);
  }

  /// The new reader ends, the old one stays as it was. Does nothing after [#complete].
  public void abandon() {
    hold.abandon(this);
  }

  boolean pending() {
    return pending;
  }

  void over() {
    pending = false;
  }
}
