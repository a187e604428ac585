package bakelite.backup.local;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// Change-sets that are frozen and not yet known to be in the store, oldest first. A store that is
/// away for a while costs disk space here and nothing else.
///
/// An entry is a file of its own, created whole and fsynced, so the object and the position that it
/// leads to become durable at once. Thread-safe.
public final class Spool {
  private static final int BUFFER_BYTES = 256 * 1024;

  private final Path folder;
  private final ConcurrentNavigableMap<Long, SpoolEntry> entries = new ConcurrentSkipListMap<>();

  private Spool(Path folder) {
    this.folder = folder;
  }

  /// What makes an object.
  public interface Sealing {
    /// Writes the object and says where the writer stands after it.
    Cursor into(OutputStream sink) throws IOException;
  }

  /// Opens the folder, with what an earlier process left there.
  ///
  /// @throws IOException also where an entry is not whole: it was durable once, so this is damage
  public static Spool open(Path folder) throws IOException {
    var spool = new Spool(DurableFile.folder(folder));
    for (var found : IndexNames.in(folder).entrySet()) {
      spool.entries.put(found.getKey(), read(found.getValue(), found.getKey()));
    }
    return spool;
  }

  /// Freezes the change-set that begins with commit `first`; durable when it returns. It is not
  /// offered by `oldest` before `offer`.
  public SpoolEntry freeze(long first, Sealing sealing) throws IOException {
    var path = folder.resolve(IndexNames.of(first));
    var frozen = new SpoolEntry[1];
    DurableFile.write(
        path,
        channel -> {
          var sink = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
          var after = sealing.into(sink);
          sink.flush();
          long length = channel.position();
          DurableFile.drain(channel, CursorBytes.of(after), length);
          frozen[0] = new SpoolEntry(path, first, length, after);
        });
    return frozen[0];
  }

  /// Makes a frozen entry visible to `oldest`.
  public void offer(SpoolEntry entry) {
    entries.put(entry.first(), entry);
  }

  /// The entry that has to be put next.
  public Optional<SpoolEntry> oldest() {
    return Optional.ofNullable(entries.firstEntry()).map(Map.Entry::getValue);
  }

  /// The entry that was frozen last.
  public Optional<SpoolEntry> newest() {
    return Optional.ofNullable(entries.lastEntry()).map(Map.Entry::getValue);
  }

  /// Every entry, oldest first.
  public List<SpoolEntry> everything() {
    return List.copyOf(entries.values());
  }

  /// Deletes an entry: it is in the store.
  public void remove(SpoolEntry entry) throws IOException {
    Files.deleteIfExists(entry.file());
    entries.remove(entry.first());
  }

  /// How many bytes wait here.
  public long bytes() {
    return entries.values().stream().mapToLong(SpoolEntry::length).sum();
  }

  private static SpoolEntry read(Path path, long first) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long length = channel.size() - CursorBytes.BYTES;
      var bytes = ByteBuffer.allocate(CursorBytes.BYTES);
      DurableFile.fill(channel, bytes, Math.max(0, length));
      var after =
          CursorBytes.parse(bytes.flip())
              .orElseThrow(() ->
                  new IOException(
                      String.format(
                          Locale.ROOT,
                          "cannot read the spool entry %s: expected a whole entry of this version, found %,d other bytes",
                          path,
                          length + CursorBytes.BYTES)));
      return new SpoolEntry(path, first, length, after);
    }
  }
}
