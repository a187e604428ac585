package bakelite.cli.command;

import bakelite.cli.text.Amounts;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/// How far something long has come: a line that moves on a terminal, a plain line now and then
/// elsewhere. Safe to be told from several threads.
public final class Progress implements AutoCloseable {
  private static final Duration FRAME = Duration.ofMillis(100);
  private static final Duration NOW_AND_THEN = Duration.ofSeconds(10);

  /// A rate of less time than this says nothing.
  private static final Duration RATE_NEEDS = Duration.ofSeconds(1);

  /// How it is shown.
  enum Style {
    MOVING,
    PLAIN,
    SILENT
  }

  private static final String ERASE_LINE = "\r\u001b[K";

  private final Style style;
  private final String what;
  private final PrintStream out;
  private final InstantSource clock;
  private final Instant started;
  private Instant shown;
  private boolean lineIsOpen;

  Progress(Style style, String what, PrintStream out, InstantSource clock) {
    this.style = style;
    this.what = what;
    this.out = out;
    this.clock = clock;
    this.started = clock.instant();
    this.shown = started;
  }

  /// So much is done.
  ///
  /// @param done bytes
  /// @param total bytes; 0 when that is not known yet
  public synchronized void at(long done, long total) {
    var now = clock.instant();
    switch (style) {
      case SILENT -> {}
      case MOVING -> {
        if (isDue(now, FRAME)) {
          out.print(ERASE_LINE + line(done, total, now));
          out.flush();
          lineIsOpen = true;
        }
      }
      case PLAIN -> {
        if (isDue(now, NOW_AND_THEN)) {
          out.println(line(done, total, now));
        }
      }
    }
  }

  @Override
  public void close() {
    end();
  }

  /// Takes the moving line away: what follows is the result. May be called twice.
  public synchronized void end() {
    if (lineIsOpen) {
      out.print(ERASE_LINE);
      out.flush();
      lineIsOpen = false;
    }
  }

  private boolean isDue(Instant now, Duration pause) {
    if (Duration.between(shown, now).compareTo(pause) < 0) {
      return false;
    }
    shown = now;
    return true;
  }

  private String line(long done, long total, Instant now) {
    var line = new StringBuilder(what).append(": ").append(Amounts.bytes(done));
    if (total > 0) {
      line.append(" of ").append(Amounts.bytes(total));
      line.append(String.format(Locale.ROOT, " (%d %%)", Math.min(100, done * 100 / total)));
    }
    var elapsed = Duration.between(started, now);
    if (elapsed.compareTo(RATE_NEEDS) >= 0 && done > 0) {
      double rate = done * 1e9 / elapsed.toNanos();
      line.append(", ").append(Amounts.bytes((long) rate)).append("/s");
      if (total > done) {
        var left = Duration.ofMillis((long) ((total - done) * 1e3 / rate));
        line.append(", ").append(Amounts.duration(left)).append(" left");
      }
    }
    return line.toString();
  }
}
