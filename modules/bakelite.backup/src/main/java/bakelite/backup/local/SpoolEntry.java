package bakelite.backup.local;

import bakelite.format.FormatException;
import bakelite.format.Formats;
import bakelite.format.Id128;
import bakelite.format.ObjectBytes;
import bakelite.store.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/// A frozen change-set: the bytes that every attempt to put it will send, and where the writer
/// stands once it is put.
///
/// @param file the object's bytes, followed by the cursor's
/// @param first index of its first commit
/// @param length of the object in bytes
/// @param after the cursor after it
public record SpoolEntry(Path file, long first, long length, Cursor after) {

  /// The object, for a store.
  public Content content() {
    return new Content() {
      @Override
      public long length() {
        return length;
      }

      @Override
      public InputStream open() throws IOException {
        return new BoundedStream(
            Channels.newInputStream(FileChannel.open(file, StandardOpenOption.READ)), length);
      }
    };
  }

  /// The life of the writer that froze it.
  public Id128 life() throws IOException {
    try {
      return Formats.read(bytes()).header().identity().life();
    } catch (FormatException damaged) {
      throw new IOException(damaged.getMessage(), damaged);
    }
  }

  /// The object, for a reader.
  public ObjectBytes bytes() {
    return new ObjectBytes() {
      @Override
      public String name() {
        return file.toString();
      }

      @Override
      public long size() {
        return length;
      }

      @Override
      public ByteBuffer read(long offset, int bytes) throws IOException {
        var target = ByteBuffer.allocate(bytes);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
          DurableFile.fill(channel, target, offset);
        }
        if (target.hasRemaining()) {
          throw new IOException(
              String.format(
                  Locale.ROOT,
                  "cannot read %s at byte %,d: expected %,d more bytes, found its end",
                  file,
                  offset,
                  target.remaining()));
        }
        return target.flip();
      }
    };
  }
}
