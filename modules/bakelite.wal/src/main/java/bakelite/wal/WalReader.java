package bakelite.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Reads committed frames, every salt and every checksum proved, never past a horizon.
///
/// A frame counts when it lies at or below the wal-index's `maxFrame`, bears the generation's
/// salts, continues the cumulative checksum, and is followed by a commit frame at or below
/// `maxFrame`. The checksum and the size of the database at `maxFrame` have to be those that the
/// index has. A frame behind the horizon is not read, however right it looks: a writer that was
/// killed between its commit frame and the index has committed nothing.
///
/// **What is assumed.** The file is written by other processes meanwhile. As long as the caller
/// holds a read mark that it got before it looked at the index, no writer touches the header or a
/// frame at or below that horizon, and the outcome is final. A caller that holds none (or sits on
/// read mark 0, which lets one reset pass) may meet a reset half-way. Nothing wrong is told as
/// committed then either, but `Restarted` and `Mismatch` may only mean "too late": look at the
/// index again before believing them. `Restarted` says nothing of whether the old generation was
/// read to its end; only a read mark held all the time does.
///
/// **What is left to the caller.** The count of commits against the growth of
/// `WalIndexHeader.change` (see [Sink#commit] for its tolerance). A [Scan.Mismatch] at a frame with
/// other salts, which old versions of SQLite do commit after a spill and `ROLLBACK TO`: such a WAL
/// does not get better by reading it again. Pages above the size that a commit has, pages that a
/// growing commit lacks, and [LockPage]: a commit is told as it is.
public final class WalReader {
  /// The smallest buffer that is enough for every page size: two frames.
  public static final int MIN_BUFFER_BYTES = 2 * (Window.FRAME_HEADER_BYTES + PageSize.MAX);

  /// Takes what a scan proves, in the order of the file.
  ///
  /// An exception of the sink ends the scan and is passed on.
  public interface Sink {
    /// One frame of a commit that is known to be complete only when `commit` is called. When a scan
    /// ends without that call, the frames since the last one are to be dropped.
    ///
    /// @param frame number of the frame, from 1
    /// @param page page number, from 1
    /// @param offset of the image in the WAL, in bytes
    /// @param image exactly one page; valid during the call only, and not to be written to
    void frame(long frame, long page, long offset, ByteBuffer image) throws IOException;

    /// The frames since the call before are a commit.
    ///
    /// Where SQLite has repeated a commit frame to fill a sector (`psow=0`), the repetitions are
    /// part of the position, but `frame` is not called for them. They cannot be told from one-page
    /// commits that change nothing (`PRAGMA user_version=5` twice). So `WalIndexHeader.change`
    /// grows by at least one a call, and by at most one more for each frame between the last one
    /// that was given to `frame` and `position.frame()`.
    ///
    /// @param position after it, from where a later scan can go on
    /// @param pages size of the database after it, in pages, at least 1
    /// @return whether to go on; false ends the scan at `position`
    boolean commit(WalPosition position, long pages) throws IOException;
  }

  /// How a scan ended.
  public sealed interface Scan {
    /// Everything up to the position was read and proved, and told to the sink.
    ///
    /// @param position at the horizon, or where the sink has ended the scan
    record Reached(WalPosition position) implements Scan {}

    /// The WAL is of another generation than the position, by the index or by the file.
    ///
    /// Commits that were told before are right. Of the old generation nothing more can be known.
    ///
    /// @param start position before the first frame of the generation that was found
    record Restarted(WalPosition start) implements Scan {}

    /// The file does not hold what the wal-index says, or the position does not lie on the way to
    /// the horizon.
    ///
    /// Commits that were told before have right salts and checksums, but the index did not confirm
    /// them.
    ///
    /// @param frame the first frame that is wrong, 0 for the header
    record Mismatch(long frame, String expected, String found) implements Scan {}
  }

  private WalReader() {}

  /// The position before the first frame of the generation in the WAL's header.
  ///
  /// Where an index is at hand, [WalPosition#before] says the same without reading, also when the
  /// header is not yet written.
  ///
  /// @return `Restarted`, or `Mismatch` where there is no header or a torn one
  public static Scan start(ByteSource wal) throws IOException {
    return switch (WalHeader.read(wal)) {
      case WalHeader.Parsed.Valid(var header) -> new Scan.Restarted(header.start());
      case WalHeader.Parsed.Invalid(var expected, var found) ->
          new Scan.Mismatch(0, expected, found);
    };
  }

  /// Reads from after `from` up to and including `horizon.maxFrame()`, through a buffer of its own.
  ///
  /// Reads nothing at all when the horizon is where the position is.
  public static Scan scan(ByteSource wal, WalPosition from, WalIndexHeader horizon, Sink sink)
      throws IOException {
    return read(wal, from, horizon, sink, null);
  }

  /// The same through a buffer that can be used again, best a direct one of 256 KiB to 1 MiB.
  ///
  /// @param buffer at least [#MIN_BUFFER_BYTES]; its contents are lost
  public static Scan scan(
      ByteSource wal, WalPosition from, WalIndexHeader horizon, Sink sink, ByteBuffer buffer)
      throws IOException {
    if (buffer.capacity() < MIN_BUFFER_BYTES) {
      throw new IllegalArgumentException(
          "cannot scan through a buffer: expected "
              + MIN_BUFFER_BYTES
              + " bytes or more, found "
              + buffer.capacity());
    }
    return read(wal, from, horizon, sink, buffer);
  }

  private static Scan read(
      ByteSource wal,
      WalPosition from,
      WalIndexHeader horizon,
      Sink sink,
      @Nullable ByteBuffer buffer)
      throws IOException {
    if (!from.salts().equals(horizon.salts())) {
      return new Scan.Restarted(WalPosition.before(horizon));
    }
    if (from.frame() >= horizon.maxFrame()) {
      return withoutReading(from, horizon);
    }
    return switch (WalHeader.read(wal)) {
      case WalHeader.Parsed.Invalid(var expected, var found) ->
          new Scan.Mismatch(0, expected, found);
      case WalHeader.Parsed.Valid(var header) -> {
        if (!header.salts().equals(horizon.salts())) {
          yield new Scan.Restarted(header.start());
        }
        var mismatch = compare(header, from, horizon);
        yield mismatch != null
            ? mismatch
            : new FrameScan(wal, header, from, horizon, sink, buffer).run();
      }
    };
  }

  private static Scan withoutReading(WalPosition from, WalIndexHeader horizon) {
    if (from.frame() > horizon.maxFrame()) {
      return new Scan.Mismatch(
          from.frame(),
          "a wal-index at frame " + from.frame() + " or later",
          "frame " + horizon.maxFrame() + " as the last one");
    }
    // An index that was reset keeps the checksum of the generation before until its first commit.
    return from.frame() == 0 || from.checksum().equals(horizon.frameChecksum())
        ? new Scan.Reached(from)
        : new Scan.Mismatch(
            from.frame(),
            "checksum " + horizon.frameChecksum() + " of the wal-index",
            from.checksum() + " of the position");
  }

  private static Scan.@Nullable Mismatch compare(
      WalHeader header, WalPosition from, WalIndexHeader horizon) {
    if (header.bigEndian() != horizon.bigEndian()) {
      return byteOrder("wal-index", horizon.bigEndian());
    }
    if (header.pageSize() != horizon.pageSize()) {
      return pageSize(header, "wal-index", horizon.pageSize());
    }
    // Before the first frame a position knows the generation for sure, and nothing else has to be.
    if (from.frame() > 0 && header.bigEndian() != from.bigEndian()) {
      return byteOrder("position", from.bigEndian());
    }
    if (from.pageSize() != 0 && header.pageSize() != from.pageSize()) {
      return pageSize(header, "position", from.pageSize());
    }
    return null;
  }

  private static Scan.Mismatch byteOrder(String whose, boolean bigEndian) {
    return new Scan.Mismatch(
        0,
        (bigEndian ? "big" : "little") + "-endian checksums, as in the " + whose,
        (bigEndian ? "little" : "big") + "-endian ones");
  }

  private static Scan.Mismatch pageSize(WalHeader header, String whose, int expected) {
    return new Scan.Mismatch(
        0, "page size " + expected + ", as in the " + whose, Integer.toString(header.pageSize()));
  }
}
