package bakelite.backup.build;

import java.util.Optional;
import java.util.concurrent.Semaphore;

/// The turn of a walk over all pages to have a cell in hand. Of all the walks of a process as many
/// have one as can use the processors: a cell takes megabytes of the heap, and a daemon may begin
/// with hundreds of databases at once. It is kept for one cell, never while a store is waited for.
public final class CellTurn implements AutoCloseable {
  /// Cells in hand at a time, in the process.
  static final int AT_ONCE = 2;

  private static final Semaphore FREE = new Semaphore(AT_ONCE);

  private CellTurn() {}

  /// Takes one; empty when none is free.
  public static Optional<CellTurn> take() {
    return FREE.tryAcquire() ? Optional.of(new CellTurn()) : Optional.empty();
  }

  @Override
  public void close() {
    FREE.release();
  }
}
