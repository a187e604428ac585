package bakelite.store.testkit;

import bakelite.store.Content;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.function.Supplier;

/// Contents that lie, break or take their time.
final class TestContent {
  private TestContent() {}

  /// Says one length and gives these bytes.
  static Content lying(long length, byte[] bytes) {
    return of(length, () -> new ByteArrayInputStream(bytes));
  }

  /// Gives half of its bytes, does something, and goes on with the other half.
  static Content halfway(byte[] bytes, Action action) {
    var half = bytes.length / 2;
    return of(
        bytes.length,
        () ->
            new SequenceInputStream(
                new ByteArrayInputStream(bytes, 0, half),
                new Acting(new ByteArrayInputStream(bytes, half, bytes.length - half), action)));
  }

  /// Breaks when half of it was read.
  static Content breaking(byte[] bytes) {
    return halfway(
        bytes,
        () -> {
          throw new IOException("the source broke in the middle");
        });
  }

  /// What happens in the middle.
  interface Action {
    void run() throws IOException;
  }

  private static Content of(long length, Supplier<InputStream> opener) {
    return new Content() {
      @Override
      public long length() {
        return length;
      }

      @Override
      public InputStream open() {
        return opener.get();
      }
    };
  }

  private static final class Acting extends FilterInputStream {
    private final Action action;
    private boolean done;

    Acting(InputStream stream, Action action) {
      super(stream);
      this.action = action;
    }

    @Override
    public int read() throws IOException {
      act();
      return super.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      act();
      return super.read(target, offset, length);
    }

    private void act() throws IOException {
      if (!done) {
        done = true;
        action.run();
      }
    }
  }
}
