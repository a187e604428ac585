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
  private static final String ENDING = ".json";

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
    replace(folder, document.name(), StatusJson.write(document));
  }

  /// What the last `verify` said about a database; empty where there is nothing, or nothing whole.
  ///
  /// @throws IOException when it is there and cannot be read
  public Optional<Verdict> verdict(String name) throws IOException {
    try {
      return VerdictJson.read(Files.readString(verdicts().resolve(name + ENDING)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  /// Keeps what `verify` said about a database, in the place of what it said before.
  public void remember(String name, Verdict verdict) throws IOException {
    replace(verdicts(), name, VerdictJson.write(verdict));
  }

  /// A folder of its own: no database can be named like a file in it.
  private Path verdicts() {
    return folder.resolve("verified");
  }

  private static void replace(Path folder, String name, String text) throws IOException {
    if (!Files.isDirectory(folder)) {
      var ours = PosixFilePermissions.fromString("rwx------");
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(ours));
    }
    var next = folder.resolve("." + name + ".part");
    Files.deleteIfExists(next);
    try (var channel =
        Files.newByteChannel(
            next,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      var buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
    Files.move(
        next,
        folder.resolve(name + ENDING),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /// Forgets a database that is gone.
  void delete(String name) throws IOException {
    Files.deleteIfExists(file(name));
  }

  private Path file(String name) {
    return folder.resolve(name + ENDING);
  }
}
