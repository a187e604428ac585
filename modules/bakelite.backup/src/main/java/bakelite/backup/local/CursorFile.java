package bakelite.backup.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/// The cursor on disk: two slots written in turn, so that a power loss in the middle of a write
/// leaves the other one whole. The greater index counts.
final class CursorFile implements AutoCloseable {
  private final FileChannel channel;
  private int next;

  private CursorFile(FileChannel channel) {
    this.channel = channel;
  }

  /// Opens the file `cursor` of a state folder, creating it when there is none.
  static CursorFile open(Path folder) throws IOException {
    return new CursorFile(DurableFile.open(folder.resolve("cursor")));
  }

  /// The cursor that was written last, or empty when none was.
  synchronized Optional<Cursor> read() throws IOException {
    var slots = ByteBuffer.allocate(2 * CursorBytes.BYTES);
    DurableFile.fill(channel, slots, 0);
    slots.flip();
    var first = CursorBytes.parse(slots);
    var second =
        slots.limit() < 2 * CursorBytes.BYTES
            ? Optional.<Cursor>empty()
            : CursorBytes.parse(slots.position(CursorBytes.BYTES));
    boolean firstCounts =
        first.isPresent() && (second.isEmpty() || first.get().index() >= second.get().index());
    next = firstCounts ? 1 : 0;
    return firstCounts ? first : second;
  }

  /// Writes a cursor; durable when it returns.
  synchronized void write(Cursor cursor) throws IOException {
    DurableFile.drain(channel, CursorBytes.of(cursor), (long) next * CursorBytes.BYTES);
    channel.force(false);
    next = 1 - next;
  }

  /// Forgets the cursor.
  synchronized void clear() throws IOException {
    channel.truncate(0);
    channel.force(true);
    next = 0;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
