package bakelite.store.testkit;

import bakelite.store.Fetched;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The stream of a get that goes wrong.
final class FaultyStream extends FilterInputStream {
  private final Fault fault;
  private final long length;
  private long position;

  private FaultyStream(InputStream stream, Fault fault, long length) {
    super(stream);
    this.fault = fault;
    this.length = length;
  }

  static Fetched in(Fetched fetched, Fault fault) {
    return new Fetched(
        fetched.version(),
        fetched.length(),
        new FaultyStream(fetched.stream(), fault, fetched.length()));
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int wanted) throws IOException {
    return switch (fault) {
      case Fault.ShortRead(var after) when position >= after -> -1;
      case Fault.ShortRead(var after) -> pass(target, offset, wanted, after);
      case Fault.BrokenRead(var after) when position >= after ->
          throw new IOException("connection reset after " + after + " bytes");
      case Fault.BrokenRead(var after) -> pass(target, offset, wanted, after);
      case Fault.Flipped(var at, var mask) -> {
        var from = position;
        var n = pass(target, offset, wanted, Long.MAX_VALUE);
        var flipped = length == 0 ? -1 : at % length;
        if (flipped >= from && flipped < position) {
          target[offset + (int) (flipped - from)] ^= (byte) mask;
        }
        yield n;
      }
      case Fault.Refused _, Fault.LostAnswer _, Fault.LostRequest _, Fault.Late _ ->
          pass(target, offset, wanted, Long.MAX_VALUE);
    };
  }

  private int pass(byte[] target, int offset, int wanted, long end) throws IOException {
    var n = in.read(target, offset, (int) Math.min(wanted, end - position));
    position += Math.max(n, 0);
    return n;
  }

  @Override
  public long skip(long wanted) {
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
