package bakelite.restore;

import java.io.IOException;
import java.nio.file.Path;

/// A file where there is none.
record FreshFile(Path target, OperatingSystem system) implements Placement {
  @Override
  public void check() throws RestoreException {
    OutputRules.check(target);
  }

  @Override
  public void prepare(TemporaryDatabase file) {}

  @Override
  public Placed place(TemporaryDatabase file) throws IOException, RestoreException {
    // What SQLite would replay may have come while the pages were fetched.
    OutputRules.refuseCompanions(target);
    file.moveTo(target, system);
    return Placed.AS_ASKED;
  }
}
