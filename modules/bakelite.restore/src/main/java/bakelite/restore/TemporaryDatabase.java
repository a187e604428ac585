package bakelite.restore;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A database in the making, beside the place where it will be. It is gone when it did not get
/// there.
final class TemporaryDatabase implements AutoCloseable {
  private final Path path;
  private FileChannel channel;

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
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return new TemporaryDatabase(path, channel);
  }

  Path path() {
    return path;
  }

  FileChannel channel() {
    return channel;
  }

  /// Opens the channel again where a thread that was interrupted closed it.
  void reopen() throws IOException {
    if (!channel.isOpen()) {
      channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
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

  /// Where it is, and will be.
  Path folder() {
    return requireNonNull(path.getParent());
  }

  /// Gives the file its name, durably, if nobody has that name. A hard link never replaces; where
  /// the file system has none, the operating system must know a rename that never does.
  ///
  /// @throws RestoreException.OutputInTheWay when the name is not free any more
  void moveTo(Path output, OperatingSystem system) throws IOException, RestoreException {
    try {
      giveName(output, system);
    } catch (FileAlreadyExistsException taken) {
      throw new RestoreException.OutputInTheWay(
          output,
          "no file of this name",
          "one that came meanwhile",
          "name another file, or replace this one with --force once nobody uses it");
    }
    Files.deleteIfExists(path);
    new FolderChanges().sync(folder());
  }

  private void giveName(Path output, OperatingSystem system) throws IOException {
    try {
      Files.createLink(output, path);
    } catch (FileAlreadyExistsException taken) {
      throw taken;
    } catch (FileSystemException | UnsupportedOperationException noLinks) {
      try {
        system.renameToFreeName(path, output);
      } catch (FileAlreadyExistsException taken) {
        throw taken;
      } catch (IOException | UnsupportedOperationException noRename) {
        var refused =
            new IOException(
                "cannot name the restored file "
                    + output
                    + ": the file system can neither link nor rename without the danger of"
                    + " replacing a file that comes meanwhile ("
                    + noLinks.getMessage()
                    + "; "
                    + noRename.getMessage()
                    + "); restore to another file system, and copy it from there",
                noRename);
        refused.addSuppressed(noLinks);
        throw refused;
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }
}
