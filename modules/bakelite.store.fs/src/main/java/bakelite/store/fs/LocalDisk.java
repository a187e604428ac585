package bakelite.store.fs;

import bakelite.store.ObjectVersion;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The file systems of the machine.
final class LocalDisk implements Disk {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_READS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ENTERS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /// How often a file may be replaced while it is being opened before we give up.
  private static final int MAX_OPENS = 100;

  // POSIX drops all locks of a process on a file when any descriptor of that file is closed, so two
  // stores on one folder must not have the lock file open at the same time.
  private static final ConcurrentHashMap<Path, ReentrantLock> LOCKS_OF_THIS_PROCESS =
      new ConcurrentHashMap<>();

  @Override
  public DiskEntry entry(Path path) throws IOException {
    return entry(attributes(path));
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static DiskEntry entry(BasicFileAttributes attributes) {
    var kind =
        attributes.isRegularFile()
            ? DiskEntry.Kind.FILE
            : attributes.isDirectory() ? DiskEntry.Kind.FOLDER : DiskEntry.Kind.OTHER;
    return new DiskEntry(
        kind, new ObjectVersion(attributes.size(), attributes.lastModifiedTime().toInstant()));
  }

  @Override
  public void names(Path folder, Consumer<String> each) throws IOException {
    try (var paths = Files.newDirectoryStream(folder)) {
      for (var path : paths) {
        each.accept(String.valueOf(path.getFileName()));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  @Override
  public NewFile create(Path path) throws IOException {
    var channel =
        FileChannel.open(
            path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_READS);
    return new NewFile() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }

      @Override
      public void stamp(Instant modified) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(modified));
      }

      @Override
      public void sync() throws IOException {
        channel.force(true);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  @Override
  public OpenFile open(Path path) throws IOException {
    // A name may be given to another file between the look at it and the opening: the version must
    // be of the file that was opened.
    for (var tries = 0; tries < MAX_OPENS; tries++) {
      var before = attributes(path);
      if (!before.isRegularFile()) {
        throw new IOException("not a regular file: " + path);
      }
      var channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      try {
        var after = attributes(path);
        if (Objects.equals(before.fileKey(), after.fileKey())
            && before.lastModifiedTime().equals(after.lastModifiedTime())) {
          return new LocalFile(channel, entry(after).version());
        }
        channel.close();
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }
    throw new IOException("replaced " + MAX_OPENS + " times while it was being opened: " + path);
  }

  private record LocalFile(FileChannel channel, ObjectVersion version) implements OpenFile {
    @Override
    public InputStream from(long offset) throws IOException {
      return Channels.newInputStream(channel.position(offset));
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  @Override
  public void makeFolder(Path path) throws IOException {
    Files.createDirectory(path, OWNER_ENTERS);
  }

  @Override
  public void link(Path existing, Path name) throws IOException {
    Files.createLink(name, existing);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.delete(path);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public Closeable lock(Path file) throws IOException {
    var inThisProcess =
        LOCKS_OF_THIS_PROCESS.computeIfAbsent(file.toRealPath(), _ -> new ReentrantLock());
    inThisProcess.lock();
    try {
      var channel = FileChannel.open(file, StandardOpenOption.WRITE);
      try {
        channel.lock();
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      return () -> {
        try {
          channel.close();
        } finally {
          inThisProcess.unlock();
        }
      };
    } catch (IOException | RuntimeException e) {
      inThisProcess.unlock();
      throw e;
    }
  }

  @Override
  public long free(Path folder) throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  @Override
  public boolean readOnly(Path folder) throws IOException {
    return Files.getFileStore(folder).isReadOnly();
  }
}
