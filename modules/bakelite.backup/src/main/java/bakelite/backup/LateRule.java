package bakelite.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a put that was confirmed is not to be believed yet.
///
/// A writer that was frozen for long, or a clone of one, may put a change-set at an index that was
/// another writer's: its objects were compacted and deleted meanwhile, and create-only has nothing
/// to refuse. Nothing is deleted sooner than a grace time after its replacement. So when half of
/// that time may have passed unnoticed, the writer looks at what lies behind its object before it
/// calls it durable. All times are the store's, for a frozen machine knows nothing of its sleep.
final class LateRule {
  /// Half of the least grace time.
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private Optional<Instant> known = Optional.empty();
  private Optional<Instant> knownBefore = Optional.empty();

  /// Whether a put is late.
  ///
  /// @param now the store's time when it answered
  boolean isLate(Instant now) {
    return knownBefore.isEmpty() || !now.isBefore(knownBefore.get().plus(LIMIT));
  }

  /// The put is durable and nobody else's.
  ///
  /// @param now the store's time when it answered
  void confirmed(Instant now) {
    // What was known before this put was sent.
    knownBefore = known;
    known = Optional.of(now);
  }
}
