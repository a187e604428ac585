package example.logfile;

import bakelite.store.ObjectVersion;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32;

/// Records one after the other in a file, and what they come to: the newest of each key.
///
///     header   magic, kind, time, lengths, and a CRC of these and the key
///     key
///     data
///     mark     written when all before it is on the disk: now the record exists
///
/// What follows the last whole record was cut off by a crash, and the next writer cuts it away.
final class Log {
  private static final int MAGIC = 0x424b4c47;
  private static final int MARK = 0x444f4e45;
  private static final int HEADER = 4 + 1 + 8 + 4 + 4 + 8 + 4;
  private static final int MARK_BYTES = 4;
  private static final byte PUT = 1;
  private static final byte DELETE = 2;

  /// Closing any descriptor of a file drops all locks of the process on it, so each process opens
  /// the lock file once at a time.
  private static final ConcurrentHashMap<Path, ReentrantLock> OF_THIS_PROCESS =
      new ConcurrentHashMap<>();

  private final Path file;
  private final NavigableMap<String, Entry> entries = new TreeMap<>();
  private long end;
  private Instant newest = Instant.EPOCH;

  /// An object in the file.
  record Entry(long offset, ObjectVersion version) {}

  /// Something that is done while nobody else writes.
  interface Writing<T> {
    T run(FileChannel channel) throws IOException;
  }

  Log(Path file) {
    this.file = file;
  }

  /// The object of a key now, or null.
  synchronized Entry entry(String key) throws IOException {
    readOn();
    return entries.get(key);
  }

  /// All objects now; a copy.
  synchronized NavigableMap<String, Entry> entries() throws IOException {
    readOn();
    return new TreeMap<>(entries);
  }

  private void readOn() throws IOException {
    if (Files.exists(file)) {
      try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
        read(channel);
      }
    } else if (!Files.isDirectory(file.getParent())) {
      throw new NoSuchFileException(file.getParent().toString());
    }
  }

  private void read(FileChannel channel) throws IOException {
    while (true) {
      try {
        var header = bytes(channel, end, HEADER);
        var crc = new CRC32();
        crc.update(header.slice(0, HEADER - 4));
        if (header.getInt() != MAGIC) {
          return;
        }
        var kind = header.get();
        var modified = Instant.ofEpochSecond(header.getLong(), header.getInt());
        var keyLength = header.getInt();
        var length = header.getLong();
        var key = bytes(channel, end + HEADER, keyLength);
        crc.update(key.slice());
        if ((int) crc.getValue() != header.getInt()) {
          return;
        }
        var offset = end + HEADER + keyLength;
        if (bytes(channel, offset + length, MARK_BYTES).getInt() != MARK) {
          return;
        }
        var text = StandardCharsets.US_ASCII.decode(key).toString();
        if (kind == PUT) {
          entries.put(text, new Entry(offset, new ObjectVersion(length, modified)));
        } else {
          entries.remove(text);
        }
        newest = modified;
        end = offset + length + MARK_BYTES;
      } catch (EOFException _) {
        return;
      }
    }
  }

  private static ByteBuffer bytes(FileChannel channel, long from, int length) throws IOException {
    if (length < 0 || from < 0 || length > channel.size() - from) {
      throw new EOFException();
    }
    var buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {}
    return buffer.flip();
  }

  /// Runs while no other thread and no other process writes; what is there is known by then.
  synchronized <T> T write(Writing<T> writing) throws IOException {
    var ours = OF_THIS_PROCESS.computeIfAbsent(file, _ -> new ReentrantLock());
    ours.lock();
    try (var lock =
            FileChannel.open(
                file.resolveSibling("." + file.getFileName() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var _ = lock.lock()) {
      var isNew = !Files.exists(file);
      try (var channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        if (isNew) {
          try (var folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
          }
        }
        read(channel);
        channel.truncate(end);
        return writing.run(channel);
      }
    } finally {
      ours.unlock();
    }
  }

  /// Within [#write]: an object, from the file that holds its bytes.
  ObjectVersion put(FileChannel channel, String key, Path data, Instant now) throws IOException {
    try (var from = FileChannel.open(data, StandardOpenOption.READ)) {
      var version = new ObjectVersion(from.size(), now.isAfter(newest) ? now : newest.plusNanos(1));
      append(channel, header(PUT, key, version));
      for (long done = 0; done < from.size(); ) {
        done += from.transferTo(done, from.size() - done, channel);
      }
      // On the disk before the mark is: a mark that came first would vouch for nothing.
      channel.force(true);
      append(channel, ByteBuffer.allocate(MARK_BYTES).putInt(MARK).flip());
      channel.force(true);
      read(channel);
      return version;
    }
  }

  /// Within [#write]: the end of an object; durable with the next force.
  void delete(FileChannel channel, String key) throws IOException {
    append(channel, header(DELETE, key, new ObjectVersion(0, newest)));
    append(channel, ByteBuffer.allocate(MARK_BYTES).putInt(MARK).flip());
    read(channel);
  }

  private static ByteBuffer header(byte kind, String key, ObjectVersion version) {
    var text = StandardCharsets.US_ASCII.encode(key);
    var length = text.remaining();
    var header = ByteBuffer.allocate(HEADER + length);
    header.putInt(MAGIC).put(kind).putLong(version.modified().getEpochSecond());
    header.putInt(version.modified().getNano()).putInt(length).putLong(version.size());
    var crc = new CRC32();
    crc.update(header.slice(0, HEADER - 4));
    crc.update(text.slice());
    return header.putInt((int) crc.getValue()).put(text).flip();
  }

  private static void append(FileChannel channel, ByteBuffer bytes) throws IOException {
    channel.position(channel.size());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
