package bakelite.sqlite;

import java.time.Duration;

/// The times and sizes of the handover rules.
///
/// @param quiet without a commit for this long, frames that are not copied yet are checkpointed
/// @param afterReset how long the reader stays on read mark 0 after the WAL was reset
/// @param checkpointEvery least time between two attempts to checkpoint
/// @param longestRest even without an event the wal-index is looked at again after this
/// @param maxWalBytes above this the WAL is checkpointed although writers go on
/// @param mayFence whether writers may be held up for a moment when that does not help
public record HandoverLimits(
    Duration quiet,
    Duration afterReset,
    Duration checkpointEvery,
    Duration longestRest,
    long maxWalBytes,
    boolean mayFence) {

  /// The measured defaults, with a limit for the WAL.
  public static HandoverLimits of(long maxWalBytes, Duration safetyPoll) {
    return new HandoverLimits(
        Duration.ofMillis(250),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        safetyPoll,
        maxWalBytes,
        false);
  }

  /// The same with the last resort: see [Fence] for what it does to an application.
  public HandoverLimits withFence() {
    return new HandoverLimits(quiet, afterReset, checkpointEvery, longestRest, maxWalBytes, true);
  }
}
