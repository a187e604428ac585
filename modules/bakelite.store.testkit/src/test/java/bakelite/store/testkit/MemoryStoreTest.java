package bakelite.store.testkit;

import bakelite.store.ObjectStore;
import java.time.Clock;

/// The suite over the store in memory.
final class MemoryStoreTest extends StoreConformance {
  private final MemoryStore store = new MemoryStore(Clock.systemUTC());

  @Override
  protected ConformanceTarget target() {
    return new ConformanceTarget() {
      @Override
      public String name() {
        return "memory";
      }

      @Override
      public ObjectStore open() {
        return store.anotherClient();
      }
    };
  }
}
