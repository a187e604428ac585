package bakelite.store.fs;

import bakelite.store.ObjectKey;
import bakelite.store.StoreException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Where keys lie, and the folders on the way to them.
///
/// A folder that is there need not be there after a power loss: whoever made it may have died
/// before the fsync of its parent. So the first put into a folder makes the whole way to it
/// durable, whether it had to make a folder or not. Folders are never taken away, hence once is
/// enough.
final class Folders {
  private final Disk disk;
  private final Path root;
  private final DiskTrouble trouble;
  private final Set<Path> durable = ConcurrentHashMap.newKeySet();

  Folders(Disk disk, Path root, DiskTrouble trouble) {
    this.disk = disk;
    this.root = root;
    this.trouble = trouble;
  }

  Path root() {
    return root;
  }

  /// The folder for temporary files; it needs not be durable.
  Path temporary() {
    return root.resolve(".tmp");
  }

  /// Refuses a root that cannot be one. It need not be there yet, but its parent must.
  void check() throws IOException, StoreException {
    try {
      if (disk.entry(root).kind() != DiskEntry.Kind.FOLDER) {
        throw trouble.notA("folder", root);
      }
    } catch (NoSuchFileException _) {
      var parent = root.getParent();
      try {
        // Asked as a folder in it, so that a link to a folder will do.
        if (parent != null) {
          disk.entry(parent.resolve("."));
        }
      } catch (NoSuchFileException _) {
        throw trouble.noParent(root);
      }
    }
  }

  /// Where an object is if it is there; empty when a folder on the way is missing, so that it
  /// cannot be there.
  Optional<Place> find(ObjectKey key) throws IOException, StoreException {
    var path = root;
    var segments = key.text().split("/", -1);
    try {
      for (var i = 0; i < segments.length - 1; i++) {
        path = path.resolve(segments[i]);
        switch (disk.entry(path).kind()) {
          case FOLDER -> {}
          case FILE -> {
            return Optional.empty();
          }
          case OTHER -> throw trouble.notA("folder", path);
        }
      }
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
    return Optional.of(new Place(path, path.resolve(segments[segments.length - 1])));
  }

  /// Where an object is to be put: makes the root and the folders on the way, and makes them
  /// durable.
  Place ready(ObjectKey key) throws IOException, StoreException {
    readyRoot();
    var path = root;
    var segments = key.text().split("/", -1);
    for (var i = 0; i < segments.length - 1; i++) {
      var folder = path.resolve(segments[i]);
      ready(folder, path);
      path = folder;
    }
    return new Place(path, path.resolve(segments[segments.length - 1]));
  }

  /// What was known of folders is no longer true: somebody took one away.
  void forget() {
    durable.clear();
  }

  private void readyRoot() throws IOException, StoreException {
    if (durable.contains(root)) {
      return;
    }
    var parent = root.getParent();
    boolean made;
    try {
      made = make(root);
    } catch (NoSuchFileException _) {
      throw trouble.noParent(root);
    }
    if (parent != null) {
      try {
        disk.syncFolder(parent);
      } catch (AccessDeniedException e) {
        // A parent that we may not even read is not one that we made the root in.
        if (made) {
          throw e;
        }
      }
    }
    make(temporary());
    durable.add(root);
  }

  private void ready(Path folder, Path parent) throws IOException, StoreException {
    if (durable.contains(folder)) {
      return;
    }
    make(folder);
    disk.syncFolder(parent);
    durable.add(folder);
  }

  private boolean make(Path folder) throws IOException, StoreException {
    try {
      if (disk.entry(folder).kind() != DiskEntry.Kind.FOLDER) {
        throw trouble.notA("folder", folder);
      }
      return false;
    } catch (NoSuchFileException _) {
      try {
        disk.makeFolder(folder);
        return true;
      } catch (FileAlreadyExistsException _) {
        // Another put made it at the same moment.
        return false;
      }
    }
  }
}
