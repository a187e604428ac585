package bakelite.store.testkit;

/// The suite over the store in memory.
final class MemoryStoreTest extends StoreConformance {
  private final MemoryTarget target = new MemoryTarget();

  @Override
  protected ConformanceTarget target() {
    return target;
  }
}
