package bakelite.store.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The bytes of an answer: ends with them or breaks, hears an interrupt, and gives up on a store
/// that lets them drip. The time between two reads is the reader's own and does not count.
final class BodyStream extends FilterInputStream {
  private final Wire.Answer answer;
  private final Limits limits;
  private final InstantSource clock;
  private long bytes;
  private Duration waited = Duration.ZERO;

  BodyStream(Wire.Answer answer, Limits limits, InstantSource clock) {
    super(answer.response().body().byteStream());
    this.answer = answer;
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int wanted) throws IOException {
    var start = clock.instant();
    int n = answer.watch().during(answer.call(), () -> in.read(target, offset, wanted));
    if (n > 0) {
      bytes += n;
      hurry(start);
    }
    return n;
  }

  private void hurry(Instant start) throws IOException {
    waited = waited.plus(Duration.between(start, clock.instant()));
    if (waited.compareTo(limits.deadline(bytes)) > 0) {
      throw new InterruptedIOException("timeout");
    }
  }

  @Override
  public long skip(long wanted) throws IOException {
    return wanted <= 0 ? 0 : readNBytes((int) Math.min(wanted, 1 << 13)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() {
    answer.close();
  }
}
