package bakelite.store.fs;

import bakelite.store.StoreException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Gives a written file its name: the moment at which an object begins to exist.
///
/// A hard link is refused by the kernel when the name is taken, in one step, whoever else is
/// trying: that is the create-only put. Some file systems have no hard links (FAT, some network
/// disks). There a lock on one file lets one store at a time look and then rename; every store on
/// that folder must do so, which they do because links fail for all of them. Where there are no
/// locks either, nothing can be promised, and we say so instead of storing.
final class Placement {
  private enum Links {
    UNKNOWN,
    WORK,
    REFUSED
  }

  private final Disk disk;
  private final Path lockFile;
  private final String store;
  private volatile Links links = Links.UNKNOWN;

  Placement(Disk disk, Path temporaryFolder, String store) {
    this.disk = disk;
    this.lockFile = temporaryFolder.resolve("lock");
    this.store = store;
  }

  /// Gives a file its name unless that is taken.
  ///
  /// @return whether the file has the name now
  boolean create(Path temporary, Path name) throws IOException, StoreException {
    if (links != Links.REFUSED) {
      try {
        disk.link(temporary, name);
        links = Links.WORK;
        return true;
      } catch (FileAlreadyExistsException _) {
        return false;
      } catch (NoSuchFileException | AccessDeniedException e) {
        throw e;
      } catch (IOException | UnsupportedOperationException e) {
        if (linksWork(temporary)) {
          throw e instanceof IOException io ? io : new IOException(e);
        }
      }
    }
    try (var _ = lock()) {
      if (isTaken(name)) {
        return false;
      }
      disk.rename(temporary, name);
      return true;
    }
  }

  /// Gives a file its name, whatever had it before.
  void replace(Path temporary, Path name) throws IOException, StoreException {
    // Where create-only is look-then-rename, a rename between the two would be overwritten.
    if (linksWork(temporary)) {
      disk.rename(temporary, name);
    } else {
      try (var _ = lock()) {
        disk.rename(temporary, name);
      }
    }
  }

  private boolean isTaken(Path name) throws IOException {
    try {
      disk.entry(name);
      return true;
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  /// Links that worked once are not doubted again: a disk in trouble must not bring a store to the
  /// weaker way while others go on linking.
  private boolean linksWork(Path temporary) throws IOException {
    if (links == Links.UNKNOWN) {
      var probe = temporary.resolveSibling(temporary.getFileName() + ".probe.part");
      try {
        disk.link(temporary, probe);
        links = Links.WORK;
        disk.delete(probe);
      } catch (NoSuchFileException | AccessDeniedException e) {
        throw e;
      } catch (IOException | UnsupportedOperationException _) {
        links = Links.REFUSED;
      }
    }
    return links == Links.WORK;
  }

  private Closeable lock() throws StoreException, IOException {
    try {
      disk.create(lockFile).close();
    } catch (FileAlreadyExistsException _) {
      // It is never taken away, so that all stores lock the same file.
    }
    try {
      return disk.lock(lockFile);
    } catch (NoSuchFileException | AccessDeniedException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      throw noFence(e);
    }
  }

  private StoreException noFence(@Nullable Throwable cause) {
    return new StoreException.Misconfigured(
        String.format(
            Locale.ROOT,
            "cannot store in %s: expected a file system with hard links or file locks, found neither",
            store),
        "choose a folder on another file system: here nothing keeps two writers apart",
        cause);
  }
}
