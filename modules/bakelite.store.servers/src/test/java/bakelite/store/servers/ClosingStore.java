package bakelite.store.servers;

import bakelite.store.ObjectStore;
import bakelite.store.testkit.ForwardingStore;

/// A client with the way to its server, which ends with it.
final class ClosingStore extends ForwardingStore {
  private final Relay way;

  ClosingStore(ObjectStore store, Relay way) {
    super(store);
    this.way = way;
  }

  @Override
  public void close() {
    super.close();
    way.close();
  }
}
