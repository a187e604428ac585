package bakelite.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/// A stream whose reader may have read enough, as `head` has: what is written after that goes
/// nowhere, and nobody is told, since nobody asked for more. Any other trouble stays one.
final class ReaderMayLeave extends FilterOutputStream {
  private final boolean isPipe;
  private boolean hasLeft;

  /// @param isPipe whether there is a reader; if so, what it leaves behind is known in every
  ///   language
  ReaderMayLeave(OutputStream to, boolean isPipe) {
    super(to);
    this.isPipe = isPipe;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    unlessItLeft(() -> out.write(bytes, offset, length));
  }

  @Override
  public void flush() throws IOException {
    unlessItLeft(out::flush);
  }

  private void unlessItLeft(Action action) throws IOException {
    if (hasLeft) {
      return;
    }
    try {
      action.run();
    } catch (IOException trouble) {
      hasLeft = saysThatNobodyReads(trouble);
      if (!hasLeft) {
        throw trouble;
      }
    }
  }

  private interface Action {
    void run() throws IOException;
  }

  /// The words are those of the C library, in the language of the machine.
  private boolean saysThatNobodyReads(IOException trouble) {
    var words = String.valueOf(trouble.getMessage()).toLowerCase(Locale.ROOT);
    return words.contains("broken pipe") || (isPipe && !words.contains("temporarily unavailable"));
  }
}
