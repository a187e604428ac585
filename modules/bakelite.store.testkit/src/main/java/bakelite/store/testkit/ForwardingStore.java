package bakelite.store.testkit;

import bakelite.store.ByteRange;
import bakelite.store.Content;
import bakelite.store.Fetched;
import bakelite.store.ListPage;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.ObjectVersion;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import bakelite.store.Trait;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Another store, unless a subclass does something else: for tests of one thing that goes wrong.
public class ForwardingStore implements ObjectStore {
  private final ObjectStore store;

  /// @param store does it all; closed with this one
  public ForwardingStore(ObjectStore store) {
    this.store = store;
  }

  @Override
  public PutResult putIfAbsent(ObjectKey key, Content content) throws StoreException {
    return store.putIfAbsent(key, content);
  }

  @Override
  public ObjectVersion put(ObjectKey key, Content content) throws StoreException {
    return store.put(key, content);
  }

  @Override
  public Fetched get(ObjectKey key) throws StoreException {
    return store.get(key);
  }

  @Override
  public Fetched get(ObjectKey key, ByteRange range) throws StoreException {
    return store.get(key, range);
  }

  @Override
  public Optional<ObjectVersion> head(ObjectKey key) throws StoreException {
    return store.head(key);
  }

  @Override
  public ListPage list(String prefix, Optional<ObjectKey> after) throws StoreException {
    return store.list(prefix, after);
  }

  @Override
  public void delete(List<ObjectKey> keys) throws StoreException {
    store.delete(keys);
  }

  @Override
  public Instant time() throws StoreException {
    return store.time();
  }

  @Override
  public List<Trait> traits() throws StoreException {
    return store.traits();
  }

  @Override
  public Map<String, Long> requests() {
    return store.requests();
  }

  @Override
  public String name() {
    return store.name();
  }

  @Override
  public void close() {
    store.close();
  }
}
