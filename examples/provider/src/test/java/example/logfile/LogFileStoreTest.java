package example.logfile;

import bakelite.store.ObjectStore;
import bakelite.store.StoreSettings;
import bakelite.store.testkit.Condition;
import bakelite.store.testkit.ConformanceTarget;
import bakelite.store.testkit.StoreConformance;
import bakelite.store.testkit.Variant;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/// The store contract, of a file.
final class LogFileStoreTest extends StoreConformance {
  @TempDir Path folder;

  @Override
  protected ConformanceTarget target() {
    return new ConformanceTarget() {
      @Override
      public String name() {
        return "logfile";
      }

      @Override
      public ObjectStore open() throws Exception {
        return LogFileStoreTest.open(folder.resolve("all.log"));
      }

      @Override
      public Variant under(Condition condition) {
        return condition == Condition.NO_SUCH_PLACE
            ? Variant.with(() -> LogFileStoreTest.open(folder.resolve("no/such.log")))
            : Variant.without("a file is on this machine and asks for no credentials");
      }
    };
  }

  private static ObjectStore open(Path file) throws Exception {
    var settings = new StoreSettings("logfile", Map.of("path", file.toString()));
    return new LogFileProvider().open(settings);
  }
}
