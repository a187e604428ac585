package bakelite.store.s3;

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

/// A destination in a bucket: every key is an object of its own below the prefix.
///
/// What S3 promises by itself, and is relied on: a put is whole or not there, readers see it at
/// once, and an answer means durable. What is not relied on: that a status of 200 is a success,
/// that a range is a range, that a listing is in order. See [Puts], [Reads] and [Listing].
final class S3Store implements ObjectStore {
  private final Wire wire;
  private final Puts puts;
  private final Reads reads;
  private final Listing listing;
  private final Deletions deletions;
  private final String name;
  private volatile boolean closed;

  S3Store(Wire wire, Puts puts, Reads reads, Listing listing, Deletions deletions) {
    this.wire = wire;
    this.puts = puts;
    this.reads = reads;
    this.listing = listing;
    this.deletions = deletions;
    this.name = wire.place().name();
  }

  @Override
  public PutResult putIfAbsent(ObjectKey key, Content content) throws StoreException {
    requireOpen();
    return puts.create(key, content);
  }

  @Override
  public ObjectVersion put(ObjectKey key, Content content) throws StoreException {
    requireOpen();
    puts.replace(key, content);
    // The answer to a put does not tell the time that the object has from now on.
    return reads
        .head(key)
        .orElseThrow(() ->
            new StoreException.Unreachable(
                Trouble.sentence(
                    wire.place(), "store " + key, "the object that was just put", "none"),
                "somebody else deletes here; it is tried again",
                null));
  }

  @Override
  public Fetched get(ObjectKey key) throws StoreException {
    requireOpen();
    return reads.whole(key);
  }

  @Override
  public Fetched get(ObjectKey key, ByteRange range) throws StoreException {
    requireOpen();
    return reads.part(key, range);
  }

  @Override
  public Optional<ObjectVersion> head(ObjectKey key) throws StoreException {
    requireOpen();
    return reads.head(key);
  }

  @Override
  public ListPage list(String prefix, Optional<ObjectKey> after) throws StoreException {
    requireOpen();
    return listing.page(prefix, after);
  }

  @Override
  public void delete(List<ObjectKey> keys) throws StoreException {
    requireOpen();
    deletions.delete(keys);
  }

  @Override
  public Instant time() throws StoreException {
    requireOpen();
    return reads.time();
  }

  @Override
  public List<Trait> traits() throws StoreException {
    requireOpen();
    return new BucketTraits(wire).all();
  }

  @Override
  public Map<String, Long> requests() {
    return wire.requests();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      wire.close();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(name + " is closed");
    }
  }
}
