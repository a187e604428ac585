package example.logfile;

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
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All objects in one file.
final class LogFileStore implements ObjectStore {
  private static final int PAGE_SIZE = 1_000;

  private final Path file;
  private final Log log;
  private final InstantSource clock;
  private volatile boolean closed;

  LogFileStore(Path file, InstantSource clock) {
    this.file = file;
    this.log = new Log(file);
    this.clock = clock;
  }

  /// One attempt of a call.
  private interface Attempt<T> {
    T run() throws IOException, StoreException;
  }

  /// Every failure gets the kind that tells a caller what to do.
  private <T> T attempt(String what, Attempt<T> attempt) throws StoreException {
    if (closed) {
      throw new IllegalStateException(name() + " is closed");
    }
    var start = "cannot " + what + " in " + name() + ": ";
    try {
      return attempt.run();
    } catch (NoSuchFileException e) {
      throw new StoreException.Misconfigured(
          start + "expected the folder " + file.getParent() + ", found none",
          "make that folder, or check the path",
          e);
    } catch (AccessDeniedException e) {
      throw new StoreException.Denied(
          start + "expected permission, found it denied at " + e.getFile(),
          "let the user that bakelite runs as own that file and its folder",
          e);
    } catch (IOException e) {
      throw new StoreException.Unreachable(
          start + "expected the disk to do it, found '" + e.getMessage() + "'",
          "the system's log has more; bakelite tries again",
          e);
    }
  }

  @Override
  public PutResult putIfAbsent(ObjectKey key, Content content) throws StoreException {
    return staged(
        key,
        content,
        (channel, data) -> {
          if (log.entry(key.text()) != null) {
            // Whoever put it may have died before it was on the disk.
            channel.force(true);
            return new PutResult.AlreadyExists();
          }
          return new PutResult.Stored(log.put(channel, key.text(), data, clock.instant()));
        });
  }

  @Override
  public ObjectVersion put(ObjectKey key, Content content) throws StoreException {
    return staged(
        key, content, (channel, data) -> log.put(channel, key.text(), data, clock.instant()));
  }

  private interface Naming<T> {
    T run(FileChannel channel, Path data) throws IOException;
  }

  /// Reads the content to its end before the lock is taken: it may be slow, break, or lie about its
  /// length, and of all that nothing may be seen.
  private <T> T staged(ObjectKey key, Content content, Naming<T> naming) throws StoreException {
    return attempt(
        "store " + key,
        () -> {
          var data = Files.createTempFile(file.getParent(), ".", ".part");
          try {
            try (var stream = Content.checked(content)) {
              Files.copy(stream, data, StandardCopyOption.REPLACE_EXISTING);
            }
            return log.write(channel -> naming.run(channel, data));
          } finally {
            Files.deleteIfExists(data);
          }
        });
  }

  @Override
  public Fetched get(ObjectKey key) throws StoreException {
    return attempt(
        "read " + key,
        () -> {
          var entry = entry(key);
          return fetched(entry, 0, entry.version().size());
        });
  }

  @Override
  public Fetched get(ObjectKey key, ByteRange range) throws StoreException {
    return attempt(
        "read " + key,
        () -> {
          var entry = entry(key);
          var size = entry.version().size();
          if (range.offset() > size || range.length() > size - range.offset()) {
            throw new StoreException.Damaged(
                "cannot read " + key + " in " + name() + ": expected " + range + ", found " + size,
                "the object is shorter than what was written",
                null);
          }
          return fetched(entry, range.offset(), range.length());
        });
  }

  private Log.Entry entry(ObjectKey key) throws IOException, StoreException {
    var entry = log.entry(key.text());
    if (entry == null) {
      throw new StoreException.Missing(name(), key);
    }
    return entry;
  }

  /// What is in the file is never changed, so the stream needs no lock.
  private Fetched fetched(Log.Entry entry, long from, long length) throws IOException {
    var channel = FileChannel.open(file, StandardOpenOption.READ).position(entry.offset() + from);
    var bytes = Channels.newInputStream(channel);
    var part =
        new InputStream() {
          private long left = length;

          @Override
          public int read() throws IOException {
            return left-- > 0 ? bytes.read() : -1;
          }

          @Override
          public int read(byte[] target, int offset, int wanted) throws IOException {
            if (left <= 0) {
              return wanted == 0 ? 0 : -1;
            }
            var n = bytes.read(target, offset, (int) Math.min(left, wanted));
            left -= Math.max(n, 0);
            return n;
          }

          @Override
          public void close() throws IOException {
            channel.close();
          }
        };
    return new Fetched(entry.version(), length, part);
  }

  @Override
  public Optional<ObjectVersion> head(ObjectKey key) throws StoreException {
    return attempt(
        "look at " + key,
        () -> Optional.ofNullable(log.entry(key.text())).map(Log.Entry::version));
  }

  @Override
  public ListPage list(String prefix, Optional<ObjectKey> after) throws StoreException {
    return attempt(
        "list '" + prefix + "'",
        () -> {
          var rest = log.entries().tailMap(prefix, true);
          if (after.isPresent() && after.get().text().compareTo(prefix) >= 0) {
            rest = rest.tailMap(after.get().text(), false);
          }
          var page = new ArrayList<StoredObject>();
          for (var entry : rest.entrySet()) {
            if (!entry.getKey().startsWith(prefix)) {
              break;
            }
            if (page.size() == PAGE_SIZE) {
              return new ListPage(page, true, clock.instant());
            }
            page.add(new StoredObject(new ObjectKey(entry.getKey()), entry.getValue().version()));
          }
          return new ListPage(page, false, clock.instant());
        });
  }

  @Override
  public void delete(List<ObjectKey> keys) throws StoreException {
    attempt(
        "delete objects",
        () ->
            log.write(
                channel -> {
                  for (var key : keys) {
                    if (log.entry(key.text()) != null) {
                      log.delete(channel, key.text());
                    }
                  }
                  channel.force(true);
                  return true;
                }));
  }

  @Override
  public Instant time() {
    if (closed) {
      throw new IllegalStateException(name() + " is closed");
    }
    return clock.instant();
  }

  @Override
  public String name() {
    return "logfile://" + file;
  }

  @Override
  public void close() {
    closed = true;
  }
}
