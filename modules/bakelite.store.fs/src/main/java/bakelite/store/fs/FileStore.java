package bakelite.store.fs;

import bakelite.store.ByteRange;
import bakelite.store.Content;
import bakelite.store.Fetched;
import bakelite.store.ListPage;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.ObjectVersion;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/// A destination in a folder: every key is a file below it.
///
/// A put is, in this order:
///
///     1 folders     made where missing, each one's parent fsynced, at the first put into them
///     2 write       .tmp/<random>.part, readable by its owner only
///     3 fsync       of that file: content, size, time
///     4 name        hard link (create-only) or rename (replace): here the object begins to exist
///     5 fsync       of the key's folder: here it is durable, and only now is the put answered
///     6 unlink      of the temporary name
///
/// Without 3 a power loss leaves a name with nothing or half of it below; without 5 it takes the name
/// back; without 1 it takes the folder with everything in it. `PowerLossTest` leaves out each in
/// turn and sees the loss.
///
/// Step 5 is done before "already exists", too: whoever made the object may have been killed between
/// 4 and 5, and its successor reads the object back and takes it for stored. And when 5 fails, the
/// answer is an exception rather than `Unknown`, since a read-back would find the object and prove
/// nothing. So this store never answers `Unknown`.
///
/// Every deletion is durable when it is answered. Folders stay when their last object is deleted.
final class FileStore implements ObjectStore {
  private final Disk disk;
  private final String name;
  private final int pageSize;
  private final Stamps stamps;
  private final DiskTrouble trouble;
  private final Folders folders;
  private final TemporaryFiles temporaries;
  private final Placement placement;
  private final AtomicBoolean swept = new AtomicBoolean();
  private volatile boolean closed;

  FileStore(Disk disk, Path root, int pageSize, InstantSource clock, RandomGenerator random) {
    this.disk = disk;
    this.name = "file://" + root;
    this.pageSize = pageSize;
    this.stamps = new Stamps(clock);
    this.trouble = new DiskTrouble(disk, root, name);
    this.folders = new Folders(disk, root, trouble);
    this.temporaries = new TemporaryFiles(disk, folders.temporary(), stamps, random);
    this.placement = new Placement(disk, folders.temporary(), name);
  }

  /// Refuses a place that cannot hold a store; writes nothing.
  FileStore checked() throws StoreException {
    try {
      folders.check();
      return this;
    } catch (IOException e) {
      throw trouble.in("open the folder", 0, e);
    }
  }

  @Override
  public PutResult putIfAbsent(ObjectKey key, Content content) throws StoreException {
    return put(
        key,
        content,
        (temporary, place) -> {
          var version = disk.entry(temporary.path()).version();
          if (!placement.create(temporary.path(), place.path())) {
            return alreadyExists(place);
          }
          disk.syncFolder(place.folder());
          return new PutResult.Stored(version);
        });
  }

  private PutResult alreadyExists(Place place) throws IOException, StoreException {
    try {
      if (disk.entry(place.path()).kind() != DiskEntry.Kind.FILE) {
        throw trouble.notA("file", place.path());
      }
    } catch (NoSuchFileException _) {
      // It was deleted since; it was there when we tried, which is what we were asked.
    }
    disk.syncFolder(place.folder());
    return new PutResult.AlreadyExists();
  }

  @Override
  public ObjectVersion put(ObjectKey key, Content content) throws StoreException {
    return put(
        key,
        content,
        (temporary, place) -> {
          var version = disk.entry(temporary.path()).version();
          requireReplaceable(place.path());
          placement.replace(temporary.path(), place.path());
          disk.syncFolder(place.folder());
          return version;
        });
  }

  private interface Naming<T> {
    T name(TemporaryFiles.Written temporary, Place place) throws IOException, StoreException;
  }

  private <T> T put(ObjectKey key, Content content, Naming<T> naming) throws StoreException {
    requireOpen();
    try {
      var place = folders.ready(key);
      if (!swept.getAndSet(true)) {
        temporaries.sweep();
      }
      try (var temporary = temporaries.write(content)) {
        return naming.name(temporary, place);
      } catch (NoSuchFileException e) {
        // Somebody took a folder away that we knew. The next put makes it anew; this one fails, for
        // it may be another disk that is at the root now, and the caller has to look.
        folders.forget();
        throw e;
      }
    } catch (IOException e) {
      throw trouble.in("store " + key, Math.max(1, content.length()), e);
    }
  }

  /// A link would be replaced without a word, too; a folder is what a rename refuses by itself.
  private void requireReplaceable(Path path) throws IOException, StoreException {
    try {
      if (disk.entry(path).kind() != DiskEntry.Kind.FILE) {
        throw trouble.notA("file", path);
      }
    } catch (NoSuchFileException _) {
      // Nothing to replace.
    }
  }

  @Override
  public Fetched get(ObjectKey key) throws StoreException {
    requireOpen();
    try {
      var file = open(key);
      return fetched(file, 0, file.version().size());
    } catch (IOException e) {
      throw trouble.in("read " + key, 0, e);
    }
  }

  @Override
  public Fetched get(ObjectKey key, ByteRange range) throws StoreException {
    requireOpen();
    try {
      var file = open(key);
      var size = file.version().size();
      if (range.offset() > size || range.length() > size - range.offset()) {
        file.close();
        throw new StoreException.Damaged(
            String.format(
                Locale.ROOT,
                "cannot read %s in %s at byte %,d: expected %,d bytes, found an object of %,d",
                key,
                name,
                range.offset(),
                range.length(),
                size),
            "the object is shorter than what was written, or was never that long",
            null);
      }
      return fetched(file, range.offset(), range.length());
    } catch (IOException e) {
      throw trouble.in("read " + key, 0, e);
    }
  }

  private Disk.OpenFile open(ObjectKey key) throws IOException, StoreException {
    var place = folders.find(key);
    try {
      if (place.isPresent() && version(place.get().path()).isPresent()) {
        return disk.open(place.get().path());
      }
      throw new StoreException.Missing(name, key);
    } catch (NoSuchFileException _) {
      throw new StoreException.Missing(name, key);
    }
  }

  private static Fetched fetched(Disk.OpenFile file, long offset, long length) throws IOException {
    try {
      return new Fetched(file.version(), length, new RangeStream(file, offset, length));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public Optional<ObjectVersion> head(ObjectKey key) throws StoreException {
    requireOpen();
    try {
      var place = folders.find(key);
      return place.isEmpty() ? Optional.empty() : version(place.get().path());
    } catch (IOException e) {
      throw trouble.in("look at " + key, 0, e);
    }
  }

  /// Empty when there is no object, also when its name is that of a folder.
  private Optional<ObjectVersion> version(Path path) throws IOException, StoreException {
    try {
      var entry = disk.entry(path);
      return switch (entry.kind()) {
        case FILE -> Optional.of(entry.version());
        case FOLDER -> Optional.empty();
        case OTHER -> throw trouble.notA("file", path);
      };
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  @Override
  public ListPage list(String prefix, Optional<ObjectKey> after) throws StoreException {
    requireOpen();
    try {
      folders.check();
      return KeyWalk.page(disk, folders.root(), prefix, after, pageSize, stamps.now());
    } catch (IOException e) {
      throw trouble.in(String.format(Locale.ROOT, "list '%s'", prefix), 0, e);
    }
  }

  @Override
  public void delete(List<ObjectKey> keys) throws StoreException {
    requireOpen();
    var changed = new HashSet<Path>();
    try {
      try {
        for (var key : keys) {
          delete(key, changed);
        }
      } finally {
        // What was deleted before an error is durable as well.
        for (var folder : changed) {
          disk.syncFolder(folder);
        }
      }
    } catch (IOException e) {
      throw trouble.in(String.format(Locale.ROOT, "delete %d objects", keys.size()), 1, e);
    }
  }

  private void delete(ObjectKey key, Set<Path> changed) throws IOException, StoreException {
    var place = folders.find(key);
    if (place.isEmpty()) {
      return;
    }
    // Also when there is no object any more: whoever deleted it may have died before the fsync.
    changed.add(place.get().folder());
    if (version(place.get().path()).isPresent()) {
      try {
        disk.delete(place.get().path());
      } catch (NoSuchFileException _) {
        // Deleted by another at the same moment.
      }
    }
  }

  @Override
  public Instant time() {
    requireOpen();
    return stamps.now();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void close() {
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(name + " is closed");
    }
  }
}
