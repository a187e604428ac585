package bakelite.store.fs;

import bakelite.store.ObjectStore;
import bakelite.store.StoreSettings;
import bakelite.store.testkit.Condition;
import bakelite.store.testkit.ConformanceTarget;
import bakelite.store.testkit.StoreConformance;
import bakelite.store.testkit.Variant;
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
        return FileStoreTest.open(folder.resolve("backups"));
      }

      @Override
      public Variant under(Condition condition) {
        return switch (condition) {
          case WRONG_CREDENTIALS -> anothersFolder();
          case EXPIRED_CREDENTIALS -> Variant.without("the rights to a folder do not expire");
          case NO_SUCH_PLACE -> Variant.with(() -> FileStoreTest.open(folder.resolve("no/such")));
          case SKEWED_CLOCK -> Variant.without("a folder has this machine's clock");
          case NO_SERVER, SILENT_SERVER, LOST_ANSWERS -> Variant.without("a folder has no server");
        };
      }
    };
  }

  private static ObjectStore open(Path path) throws Exception {
    return new FileStoreProvider().open(new StoreSettings("file", Map.of("path", path.toString())));
  }

  /// The folder itself, which nobody may enter while the client is open.
  private Variant anothersFolder() {
    var backups = folder.resolve("backups");
    if (System.getProperty("user.name").equals("root")) {
      return Variant.without("root may enter every folder");
    }
    return Variant.with(() -> new ShutFolder(open(backups), backups));
  }
}
