package bakelite.sqlite;

import bakelite.wal.ByteSource;
import bakelite.wal.WalPosition;
import bakelite.wal.WalReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The simplest replica: a copy of the database file, with every captured frame written over it.
final class Shadow implements WalReader.Sink, AutoCloseable {
  private final FileChannel out;
  private final int pageSize;
  private long commits;
  private long frames;

  private Shadow(FileChannel out, int pageSize) {
    this.out = out;
    this.pageSize = pageSize;
  }

  /// Copies the database file under the reader that holds its WAL; the frames of the WAL belong
  /// over it.
  static Shadow of(LiveDatabase database, Path file) throws IOException, DatabaseException {
    var out =
        FileChannel.open(
            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    copy(database.file(), out);
    return new Shadow(out, database.header().pageSize());
  }

  private static void copy(ByteSource from, FileChannel out) throws IOException {
    var buffer = ByteBuffer.allocateDirect(1 << 20);
    long offset = 0;
    while (from.read(buffer.clear(), offset) > 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        offset += out.write(buffer, offset);
      }
    }
  }

  @Override
  public void frame(long frame, long page, long offset, ByteBuffer image) throws IOException {
    frames++;
    long at = (page - 1) * pageSize;
    while (image.hasRemaining()) {
      at += out.write(image, at);
    }
  }

  @Override
  public boolean commit(WalPosition position, long pages) throws IOException {
    commits++;
    out.truncate(pages * pageSize);
    return true;
  }

  long frames() {
    return frames;
  }

  long commits() {
    return commits;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
