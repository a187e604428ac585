package bakelite.restore;

import bakelite.format.ObjectReader;
import bakelite.replica.Inventory;
import bakelite.replica.ReplicaException;
import bakelite.replica.plan.PageWalk;
import java.io.IOException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Cuts the images of a plan into runs of blocks and has a crew write them.
final class PageWriter implements PageWalk.Sink {
  private final Crew crew;
  private final RunWriter writer;
  private final int pageSize;
  private final LongConsumer progress;
  private @Nullable BlockRun run;
  private long bytesRead;
  private long bytesWritten;

  /// @param progress is told, one call at a time and from any thread, how many bytes of the
  ///   database are written
  PageWriter(Crew crew, RunWriter writer, int pageSize, LongConsumer progress) {
    this.crew = crew;
    this.writer = writer;
    this.pageSize = pageSize;
    this.progress = progress;
  }

  @Override
  public void image(Inventory.Entry entry, ObjectReader object, ObjectReader.Image at)
      throws IOException, ReplicaException {
    var current = run;
    if (current != null && current.takes(at)) {
      current.add(at);
    } else {
      handOut();
      run = new BlockRun(entry, object, at);
    }
  }

  @Override
  public void end(Inventory.Entry entry, ObjectReader object) throws IOException, ReplicaException {
    handOut();
  }

  private void handOut() throws IOException, ReplicaException {
    var ready = run;
    if (ready == null) {
      return;
    }
    run = null;
    bytesRead += ready.end() - ready.start();
    long bytes = (long) ready.pages().length * pageSize;
    crew.add(scratch -> {
      writer.write(ready, scratch);
      wrote(bytes);
    });
  }

  /// So many pages were in the file already.
  void kept(int pages) {
    if (pages > 0) {
      wrote((long) pages * pageSize);
    }
  }

  /// Called by the crew, and tells one after the other.
  private synchronized void wrote(long bytes) {
    bytesWritten += bytes;
    progress.accept(bytesWritten);
  }

  /// How many bytes of blocks were read.
  long bytesRead() {
    return bytesRead;
  }
}
