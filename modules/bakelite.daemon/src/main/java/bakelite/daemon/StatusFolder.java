package bakelite.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// Where the daemon says how each of its databases is: a small document each, beside their local
/// state and named like them, so that nobody has to open a destination to find it.
///
/// Nothing here is worth an fsync: after a crash it speaks of a process that is gone.
public final class StatusFolder {
  private final Path folder;

  private StatusFolder(Path folder) {
    this.folder = folder;
  }

  /// Below the root of local state.
  public static StatusFolder in(Path stateRoot) {
    return new StatusFolder(stateRoot.resolve("status"));
  }

  /// What was written last about a database; empty where there is nothing, or nothing whole.
  ///
  /// @throws IOException when it is there and cannot be read
  public Optional<StatusDocument> read(String name) throws IOException {
    try {
      return StatusJson.read(Files.readString(file(name)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  /// Replaces what was written before.
  void write(StatusDocument document) throws IOException {
    if (!Files.isDirectory(folder)) {
      var ours = PosixFilePermissions.fromString("rwx------");
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(ours));
    }
    var file = file(document.name());
    var next = folder.resolve("." + document.name() + ".part");
    Files.deleteIfExists(next);
    try (var channel =
        Files.newByteChannel(
            next,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      var bytes = StatusJson.write(document).getBytes(StandardCharsets.UTF_8);
      var buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// Forgets a database that is gone.
  void delete(String name) throws IOException {
    Files.deleteIfExists(file(name));
  }

  private Path file(String name) {
    return folder.resolve(name + ".json");
  }
}
