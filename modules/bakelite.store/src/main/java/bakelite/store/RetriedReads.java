package bakelite.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A store for somebody who reads it and waits for the result: what a moment's trouble breaks is
/// asked for again, within the limits of [Retries]. An answer counts when its last byte is here, so
/// bytes that break off in between are read again too.
///
/// Until the store has answered once, an address may be wrong and a person waits to hear of it:
/// that has a patience of its own.
///
/// What writes goes through as it is: only the writer knows what an unclear answer means to it.
public final class RetriedReads implements ObjectStore {
  /// Longer answers, in bytes, are handed on as they come; they are not held in memory, and not
  /// asked for again once they began.
  public static final int LONGEST = 4 << 20;

  private final ObjectStore store;
  private final Retries untilAnswered;
  private final Retries afterwards;
  private volatile boolean hasAnswered;

  /// @param store is closed with this one
  /// @param untilAnswered for calls before the first answer
  /// @param afterwards for all others
  public RetriedReads(ObjectStore store, Retries untilAnswered, Retries afterwards) {
    this.store = store;
    this.untilAnswered = untilAnswered;
    this.afterwards = afterwards;
  }

  @Override
  public Fetched get(ObjectKey key) throws StoreException {
    return patiently(() -> whole(key, store.get(key)));
  }

  @Override
  public Fetched get(ObjectKey key, ByteRange range) throws StoreException {
    return patiently(() -> whole(key, store.get(key, range)));
  }

  private static Fetched whole(ObjectKey key, Fetched answer) throws StoreException {
    if (answer.length() > LONGEST) {
      return answer;
    }
    try (answer) {
      byte[] bytes = answer.readExactly(key, (int) answer.length());
      return new Fetched(answer.version(), bytes.length, new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new StoreException.Unreachable(
          "cannot read " + key + ": expected the end of the answer, found '" + e.getMessage() + "'",
          "the connection or the disk broke in between; try again",
          e);
    }
  }

  @Override
  public Optional<ObjectVersion> head(ObjectKey key) throws StoreException {
    return patiently(() -> store.head(key));
  }

  @Override
  public ListPage list(String prefix, Optional<ObjectKey> after) throws StoreException {
    return patiently(() -> store.list(prefix, after));
  }

  @Override
  public Instant time() throws StoreException {
    return patiently(store::time);
  }

  @Override
  public List<Trait> traits() throws StoreException {
    return patiently(store::traits);
  }

  private <T> T patiently(Retries.Attempt<T> attempt) throws StoreException {
    try {
      var answer = (hasAnswered ? afterwards : untilAnswered).call(attempt);
      hasAnswered = true;
      return answer;
    } catch (StoreException.Missing missing) {
      hasAnswered = true;
      throw missing;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unreachable(
          "cannot wait for " + store.name() + ": expected time for another try, found an interrupt",
          "run it again",
          null);
    }
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
  public void delete(List<ObjectKey> keys) throws StoreException {
    store.delete(keys);
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
