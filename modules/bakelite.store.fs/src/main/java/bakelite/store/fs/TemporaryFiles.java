package bakelite.store.fs;

import bakelite.store.Content;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// Objects that are being written, in `.tmp`, until they get their name.
final class TemporaryFiles {
  private static final String SUFFIX = ".part";

  /// A file that nobody has written to for so long belongs to a process that died. Were it alive,
  /// its put would fail without harm and be tried again.
  private static final Duration LEFT_BEHIND = Duration.ofHours(24);

  private static final int BUFFER_BYTES = 64 << 10;
  private static final int MAX_NAMES = 10;

  private final Disk disk;
  private final Path folder;
  private final Stamps stamps;
  private final RandomGenerator random;

  TemporaryFiles(Disk disk, Path folder, Stamps stamps, RandomGenerator random) {
    this.disk = disk;
    this.folder = folder;
    this.stamps = stamps;
    this.random = random;
  }

  /// A file with content, on the disk but for its name.
  final class Written implements Closeable {
    private final Path path;

    private Written(Path path) {
      this.path = path;
    }

    Path path() {
      return path;
    }

    /// Takes the temporary name away, if it is still there.
    @Override
    public void close() {
      try {
        disk.delete(path);
      } catch (IOException _) {
        // The object is what counts; a name that stays is swept one day.
      }
    }
  }

  /// Writes content, stamps it and makes it durable.
  ///
  /// @throws java.io.UncheckedIOException when the content cannot be read, or is not as long as it
  ///   says
  Written write(Content content) throws IOException {
    var names = 0;
    while (true) {
      var path = folder.resolve(String.format(Locale.ROOT, "%016x%s", random.nextLong(), SUFFIX));
      Disk.NewFile file;
      try {
        file = disk.create(path);
      } catch (FileAlreadyExistsException e) {
        if (++names == MAX_NAMES) {
          throw e;
        }
        continue;
      }
      return fill(new Written(path), file, content);
    }
  }

  private Written fill(Written written, Disk.NewFile file, Content content) throws IOException {
    try (file) {
      copy(content, file);
      file.stamp(stamps.next());
      file.sync();
      return written;
    } catch (IOException | RuntimeException e) {
      written.close();
      throw e;
    }
  }

  private static void copy(Content content, Disk.NewFile file) throws IOException {
    var buffer = new byte[Math.clamp(content.length(), 1, BUFFER_BYTES)];
    try (var stream = Content.checked(content)) {
      for (int n; (n = stream.read(buffer)) >= 0; ) {
        file.write(ByteBuffer.wrap(buffer, 0, n));
      }
    }
  }

  /// Removes what dead processes have left behind.
  void sweep() throws IOException {
    var names = new ArrayList<String>();
    disk.names(folder, names::add);
    var before = stamps.now().minus(LEFT_BEHIND);
    for (var name : names) {
      var path = folder.resolve(name);
      try {
        var entry = disk.entry(path);
        if (name.endsWith(SUFFIX)
            && entry.kind() == DiskEntry.Kind.FILE
            && entry.version().modified().isBefore(before)) {
          disk.delete(path);
        }
      } catch (IOException _) {
        // Another store swept it, or it is another user's: not worth failing a put.
      }
    }
  }
}
