package bakelite.sqlite;

import bakelite.wal.WalIndexHeader;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Remembers when a wal-index was last seen to change, when its WAL was last seen reset, and when a
/// checkpoint was last tried. Time is a parameter of every call. After a clock jumped back, every
/// time is counted from there anew; without that, nothing would be due until it caught up.
public final class HandoverClock {
  private @Nullable WalIndexHeader last;
  private Instant changed;
  private Instant reset;
  private Instant checkpoint = Instant.EPOCH;
  private int attempts;

  /// Starts at the moment of attach, which counts as a change and as a reset: what happened just
  /// before it is not known
  public HandoverClock(Instant start) {
    this.changed = start;
    this.reset = start;
  }

  /// Tells what a look showed.
  public void seen(WalIndexHeader header, Instant now) {
    changed = notAfter(now, changed);
    reset = notAfter(now, reset);
    checkpoint = notAfter(now, checkpoint);
    if (last != null && !last.salts().equals(header.salts())) {
      reset = now;
      attempts = 0;
    }
    if (!header.equals(last)) {
      changed = now;
      last = header;
    }
  }

  /// Tells that a checkpoint was tried, or a fence.
  public void checkpointed(Instant now) {
    checkpoint = now;
    attempts++;
  }

  /// How many attempts there were in this generation of the WAL, none of which has ended it.
  public int failedCheckpoints() {
    return attempts;
  }

  public Duration sinceChange(Instant now) {
    return between(changed, now);
  }

  public Duration sinceReset(Instant now) {
    return between(reset, now);
  }

  public Duration sinceCheckpoint(Instant now) {
    return between(checkpoint, now);
  }

  private static Instant notAfter(Instant now, Instant then) {
    return then.isAfter(now) ? now : then;
  }

  private static Duration between(Instant then, Instant now) {
    return now.isBefore(then) ? Duration.ZERO : Duration.between(then, now);
  }
}
