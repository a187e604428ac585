package bakelite.backup.local;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// Files of the state folder that are either there and whole, or not there.
final class DurableFile {
  private static final String NEW = ".new";

  private DurableFile() {}

  /// What fills a new file.
  interface Filling {
    void into(FileChannel channel) throws IOException;
  }

  /// Creates or replaces `path`; durable under its name when it returns.
  static void write(Path path, Filling filling) throws IOException {
    var temporary = path.resolveSibling(path.getFileName() + NEW);
    try (var channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      filling.into(channel);
      channel.force(true);
    }
    Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    forceFolder(requireNonNull(path.getParent()));
  }

  /// Whether a name belongs to a file that was not finished.
  static boolean isUnfinished(Path path) {
    return path.toString().endsWith(NEW);
  }

  /// Opens a file to be read and written in place, creating it when there is none.
  static FileChannel open(Path path) throws IOException {
    return FileChannel.open(
        path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /// Makes creations, renames and deletions in a folder durable.
  static void forceFolder(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Creates a folder that only its owner can read, with all of its parents.
  static Path folder(Path folder) throws IOException {
    return Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /// Reads into `target` from `offset` on, until it is full or the file ends.
  static void fill(FileChannel channel, ByteBuffer target, long offset) throws IOException {
    long at = offset;
    while (target.hasRemaining()) {
      int read = channel.read(target, at);
      if (read < 0) {
        return;
      }
      at += read;
    }
  }

  /// Writes all of `source` at `offset`.
  static void drain(FileChannel channel, ByteBuffer source, long offset) throws IOException {
    long at = offset;
    while (source.hasRemaining()) {
      at += channel.write(source, at);
    }
  }
}
