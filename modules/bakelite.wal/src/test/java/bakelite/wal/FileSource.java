package bakelite.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// A WAL on disk.
record FileSource(FileChannel channel) implements ByteSource, AutoCloseable {
  static FileSource open(Path file) throws IOException {
    return new FileSource(FileChannel.open(file));
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public int read(ByteBuffer target, long offset) throws IOException {
    return Math.max(0, channel.read(target, offset));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
