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
import bakelite.store.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// A store in memory that keeps the contract to the letter, and holds its callers to it: a key that
/// is a folder of another one is refused. One promise it breaks on demand: create-only.
public final class MemoryStore implements ObjectStore {
  /// Objects on one page of a listing.
  public static final int PAGE_SIZE = 1_000;

  private static final class Held {
    private final byte[] bytes;
    private final ObjectVersion version;

    Held(byte[] bytes, ObjectVersion version) {
      this.bytes = bytes;
      this.version = version;
    }
  }

  /// What all clients of one store share.
  private static final class Space {
    private final NavigableMap<String, Held> objects = new TreeMap<>();
    private Instant next = Instant.EPOCH;
    private boolean ignoresCreateOnly;
  }

  private final Space space;
  private final InstantSource clock;
  private volatile boolean closed;

  /// An empty store.
  ///
  /// @param clock the store's own
  public MemoryStore(InstantSource clock) {
    this(new Space(), clock);
  }

  private MemoryStore(Space space, InstantSource clock) {
    this.space = space;
    this.clock = clock;
  }

  /// Another client of the same store, open whether this one is closed or not.
  public MemoryStore anotherClient() {
    return new MemoryStore(space, clock);
  }

  /// From now on a creation replaces what is there without a word, as on some servers, and on
  /// others in a bucket with versioning or object lock. All clients of the store see it.
  public void ignoreCreateOnly(boolean ignores) {
    synchronized (space) {
      space.ignoresCreateOnly = ignores;
    }
  }

  @Override
  public PutResult putIfAbsent(ObjectKey key, Content content) throws StoreException {
    requireOpen();
    var bytes = bytes(content);
    synchronized (space) {
      if (!space.ignoresCreateOnly && space.objects.containsKey(key.text())) {
        return new PutResult.AlreadyExists();
      }
      return new PutResult.Stored(hold(key, bytes));
    }
  }

  @Override
  public ObjectVersion put(ObjectKey key, Content content) throws StoreException {
    requireOpen();
    var bytes = bytes(content);
    synchronized (space) {
      return hold(key, bytes);
    }
  }

  private static byte[] bytes(Content content) {
    try (var stream = Content.checked(content)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectVersion hold(ObjectKey key, byte[] bytes) throws StoreException {
    refuseFolders(key.text());
    // No two contents of a key look alike, even when the test's clock stands still.
    var version = new ObjectVersion(bytes.length, clock.instant());
    if (version.modified().isBefore(space.next)
        && version.modified().isAfter(space.next.minusSeconds(1))) {
      version = new ObjectVersion(bytes.length, space.next);
    }
    space.next = version.modified().plusNanos(1);
    space.objects.put(key.text(), new Held(bytes, version));
    return version;
  }

  private void refuseFolders(String key) throws StoreException {
    var below = space.objects.ceilingKey(key + "/");
    if (below != null && below.startsWith(key + "/")) {
      throw folder(key, below);
    }
    for (var i = key.indexOf('/'); i > 0; i = key.indexOf('/', i + 1)) {
      if (space.objects.containsKey(key.substring(0, i))) {
        throw folder(key.substring(0, i), key);
      }
    }
  }

  private StoreException folder(String key, String below) {
    return new StoreException.Misconfigured(
        String.format(
            Locale.ROOT,
            "cannot store in %s: expected no key to be the folder of another, found %s and %s",
            name(),
            key,
            below),
        "the caller chooses other keys",
        null);
  }

  @Override
  public Fetched get(ObjectKey key) throws StoreException {
    var held = held(key);
    return new Fetched(held.version, held.bytes.length, new ByteArrayInputStream(held.bytes));
  }

  @Override
  public Fetched get(ObjectKey key, ByteRange range) throws StoreException {
    var held = held(key);
    var size = held.bytes.length;
    if (range.offset() > size || range.length() > size - range.offset()) {
      throw new StoreException.Damaged(
          String.format(
              Locale.ROOT,
              "cannot read %s in %s at byte %,d: expected %,d bytes, found an object of %,d",
              key,
              name(),
              range.offset(),
              range.length(),
              size),
          "the object is shorter than the caller believes",
          null);
    }
    return new Fetched(
        held.version,
        range.length(),
        new ByteArrayInputStream(held.bytes, (int) range.offset(), (int) range.length()));
  }

  private Held held(ObjectKey key) throws StoreException {
    requireOpen();
    synchronized (space) {
      var held = space.objects.get(key.text());
      if (held == null) {
        throw new StoreException.Missing(name(), key);
      }
      return held;
    }
  }

  @Override
  public Optional<ObjectVersion> head(ObjectKey key) {
    requireOpen();
    synchronized (space) {
      return Optional.ofNullable(space.objects.get(key.text())).map(held -> held.version);
    }
  }

  @Override
  public ListPage list(String prefix, Optional<ObjectKey> after) {
    requireOpen();
    synchronized (space) {
      var rest = space.objects.tailMap(prefix, true);
      if (after.isPresent() && after.get().text().compareTo(prefix) >= 0) {
        rest = space.objects.tailMap(after.get().text(), false);
      }
      var page = new ArrayList<StoredObject>();
      for (var entry : rest.entrySet()) {
        if (!entry.getKey().startsWith(prefix)) {
          break;
        }
        if (page.size() == PAGE_SIZE) {
          return new ListPage(page, true, clock.instant());
        }
        page.add(new StoredObject(new ObjectKey(entry.getKey()), entry.getValue().version));
      }
      return new ListPage(page, false, clock.instant());
    }
  }

  @Override
  public void delete(List<ObjectKey> keys) {
    requireOpen();
    synchronized (space) {
      for (var key : keys) {
        space.objects.remove(key.text());
      }
    }
  }

  @Override
  public Instant time() {
    requireOpen();
    return clock.instant();
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public void close() {
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(name() + " is closed");
    }
  }
}
