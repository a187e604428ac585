package bakelite.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When captured commits become a change-set: after a quiet `debounce`, at the latest
/// `maxBatchDelay` after the first of them, and never two within `maxBatchDelay`. Without a
/// debounce at once.
final class Batching {
  private final Duration debounce;
  private final Duration longest;
  private Optional<Instant> firstWaiting = Optional.empty();
  private Instant newest = Instant.MIN;
  private Instant lastFrozen = Instant.MIN;

  Batching(Duration debounce, Duration longest) {
    this.debounce = debounce;
    this.longest = longest;
  }

  /// Commits were captured.
  void captured(Instant now) {
    if (firstWaiting.isEmpty()) {
      firstWaiting = Optional.of(now);
    }
    newest = now;
  }

  /// Everything captured was made a change-set.
  void frozen(Instant now) {
    firstWaiting = Optional.empty();
    lastFrozen = now;
  }

  /// How long until the waiting commits are due; zero when they are, empty when none wait.
  Optional<Duration> dueIn(Instant now) {
    if (firstWaiting.isEmpty()) {
      return Optional.empty();
    }
    if (debounce.isZero()) {
      return Optional.of(Duration.ZERO);
    }
    var quiet = newest.plus(debounce);
    var latest = firstWaiting.get().plus(longest);
    var due = quiet.isBefore(latest) ? quiet : latest;
    if (!lastFrozen.equals(Instant.MIN) && lastFrozen.plus(longest).isAfter(due)) {
      due = lastFrozen.plus(longest);
    }
    var wait = Duration.between(now, due);
    return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
  }
}
