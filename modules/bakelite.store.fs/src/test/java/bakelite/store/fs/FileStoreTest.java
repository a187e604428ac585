package bakelite.store.fs;

import bakelite.store.ObjectStore;
import bakelite.store.StoreSettings;
import bakelite.store.testkit.ConformanceTarget;
import bakelite.store.testkit.StoreConformance;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/// The suite over a folder, opened as a user's configuration opens it.
final class FileStoreTest extends StoreConformance {
  @TempDir Path folder;

  @Override
  protected ConformanceTarget target() {
    return new ConformanceTarget() {
      @Override
      public String name() {
        return "fs";
      }

      @Override
      public ObjectStore open() throws Exception {
        var path = folder.resolve("backups").toString();
        return new FileStoreProvider().open(new StoreSettings("file", Map.of("path", path)));
      }
    };
  }
}
