package bakelite.store.fs;

import bakelite.store.ObjectStore;
import bakelite.store.testkit.ForwardingStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// A store whose folder its own user may not enter until it is closed.
final class ShutFolder extends ForwardingStore {
  private final Path folder;

  ShutFolder(ObjectStore store, Path folder) throws IOException {
    super(store);
    this.folder = folder;
    allow("---------");
  }

  @Override
  public void close() {
    super.close();
    try {
      allow("rwx------");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void allow(String rights) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(rights));
  }
}
