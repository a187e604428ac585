package bakelite.restore;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A database in the making, beside the place where it will be. It is gone when it did not get
/// there.
final class TemporaryDatabase implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;

  private TemporaryDatabase(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// Starts one; what an earlier, killed restore left behind is overwritten.
  static TemporaryDatabase beside(Path output) throws IOException {
    var path = output.toAbsolutePath().resolveSibling("." + output.getFileName() + ".restoring");
    Files.deleteIfExists(path);
    var channel =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return new TemporaryDatabase(path, channel);
  }

  Path path() {
    return path;
  }

  FileChannel channel() {
    return channel;
  }

  /// Gives the file its length and makes it durable. A page that is never written, SQLite's lock
  /// page, stays a hole of zeros.
  void finish(long bytes) throws IOException {
    if (channel.size() < bytes) {
      channel.write(ByteBuffer.allocate(1), bytes - 1);
    }
    channel.truncate(bytes);
    channel.force(true);
    channel.close();
  }

  /// Gives the file its name, durably.
  ///
  /// @throws RestoreException.OutputInTheWay when the name is not free any more
  void moveTo(Path output) throws IOException, RestoreException {
    try {
      Files.createLink(output, path);
    } catch (FileAlreadyExistsException taken) {
      throw new RestoreException.OutputInTheWay(
          output,
          "no file of this name",
          "one that came meanwhile",
          "name another file; bakelite never overwrites a database");
    } catch (UnsupportedOperationException refused) {
      throw new IOException("cannot name the restored file " + output + ": " + refused, refused);
    }
    Files.delete(path);
    try (var folder =
        FileChannel.open(
            requireNonNull(output.toAbsolutePath().getParent()), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }
}
