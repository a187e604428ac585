package bakelite.wal;

import bakelite.wal.WalReader.Scan;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One run over the frames of one generation, from after a position to a horizon.
///
/// With `PRAGMA synchronous=FULL` on a file system without power-safe overwrites (`psow=0`), SQLite
/// repeats the commit frame up to the next sector, and the index counts the repetitions. They are
/// one commit. So a commit is held back until the next frame has shown that it is no repetition: a
/// position never lies between the two.
final class FrameScan {
  /// How much is read at once where the caller brings no buffer. In this size a read costs little
  /// beside the checksum, and a scan of a few frames takes no more than they need.
  private static final int WINDOW_BYTES = 256 * 1024;

  private final ByteSource wal;
  private final WalIndexHeader horizon;
  private final WalReader.Sink sink;
  private final WalHeader header;
  private final Window window;
  private final RunningChecksum checksum;
  private long frame;
  private @Nullable Commit open;

  /// A commit that is proved and not yet told.
  private record Commit(WalPosition position, long pages) {}

  private record Fault(String expected, String found) {}

  FrameScan(
      ByteSource wal,
      WalHeader header,
      WalPosition from,
      WalIndexHeader horizon,
      WalReader.Sink sink,
      @Nullable ByteBuffer buffer) {
    this.wal = wal;
    this.header = header;
    this.horizon = horizon;
    this.sink = sink;
    this.checksum =
        new RunningChecksum(
            header.words(), from.frame() == 0 ? header.checksum() : from.checksum());
    this.frame = from.frame();
    this.window =
        new Window(
            wal, header, horizon.maxFrame(), buffer == null ? allocate(header, from) : buffer);
  }

  private ByteBuffer allocate(WalHeader header, WalPosition from) {
    long all = (horizon.maxFrame() - from.frame()) * Window.frameBytes(header.pageSize());
    return ByteBuffer.allocate((int) Math.min(WINDOW_BYTES, all));
  }

  Scan run() throws IOException {
    while (frame < horizon.maxFrame()) {
      frame++;
      var fault = prove();
      boolean repeats = fault == null && isRepeated();
      if (!repeats && open != null) {
        var stop = tell(open);
        if (stop != null) {
          return stop;
        }
      }
      if (fault != null) {
        return wrong(fault);
      }
      if (!repeats) {
        sink.frame(frame, window.page(frame), window.imageOffset(frame), window.image(frame));
      }
      long pages = window.pages(frame);
      if (pages > 0) {
        open = new Commit(header.at(frame, checksum.value()), pages);
      }
    }
    return reached();
  }

  /// The frame at the horizon is proved to be a commit, so there is one to tell.
  private Scan reached() throws IOException {
    if (open == null) {
      throw new IllegalStateException("a scan has ended without a commit");
    }
    var last = open.position();
    tell(open);
    return new Scan.Reached(last);
  }

  private @Nullable Scan tell(Commit commit) throws IOException {
    open = null;
    return sink.commit(commit.position(), commit.pages())
        ? null
        : new Scan.Reached(commit.position());
  }

  private @Nullable Fault prove() throws IOException {
    if (!window.hold(frame, open == null ? frame : frame - 1)) {
      return new Fault(
          "a frame of " + Window.frameBytes(header.pageSize()) + " bytes", "the end of the file");
    }
    if (!window.salts(frame).equals(header.salts())) {
      return new Fault("salts " + header.salts(), window.salts(frame).toString());
    }
    if (window.page(frame) == 0) {
      return new Fault("a page number from 1", "0");
    }
    window.addTo(checksum, frame);
    var sum = checksum.value();
    if (!window.checksum(frame).equals(sum)) {
      return new Fault("checksum " + sum, window.checksum(frame).toString());
    }
    return frame == horizon.maxFrame() ? proveHorizon(sum) : null;
  }

  private @Nullable Fault proveHorizon(Checksum sum) {
    if (!sum.equals(horizon.frameChecksum())) {
      return new Fault("checksum " + horizon.frameChecksum() + " of the wal-index", sum.toString());
    }
    long pages = window.pages(frame);
    if (pages == 0 || pages != horizon.pages()) {
      return new Fault(
          "a commit of " + horizon.pages() + " pages",
          pages == 0 ? "a frame within a commit" : "one of " + pages);
    }
    return null;
  }

  private boolean isRepeated() {
    return open != null
        && window.pages(frame) == open.pages()
        && window.page(frame) == window.page(frame - 1)
        && window.image(frame).equals(window.image(frame - 1));
  }

  /// Tells a file that was restarted while it was read from one that is wrong.
  private Scan wrong(Fault fault) throws IOException {
    return WalHeader.read(wal) instanceof WalHeader.Parsed.Valid(var now)
            && !now.salts().equals(header.salts())
        ? new Scan.Restarted(now.start())
        : new Scan.Mismatch(frame, fault.expected(), fault.found());
  }
}
