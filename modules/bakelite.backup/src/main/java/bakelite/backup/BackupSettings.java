package bakelite.backup;

import bakelite.format.Compression;
import java.time.Duration;

/// How one database is backed up.
///
/// @param debounce a burst of commits becomes one upload; zero puts at once
/// @param maxBatchDelay with a debounce: at most one upload in this time, and at least one when
///   there is something
/// @param safetyPoll even without a sign of change the database is looked at again after this
/// @param maxWalBytes above this the WAL is checkpointed even while the application is busy
/// @param compression of new objects
/// @param spoolMaxBytes above this capture pauses, and what it missed is compared and shipped
///   afterwards
/// @param takeOver when a replica of another writer may be gone on with
public record BackupSettings(
    Duration debounce,
    Duration maxBatchDelay,
    Duration safetyPoll,
    long maxWalBytes,
    Compression compression,
    long spoolMaxBytes,
    TakeOver takeOver) {

  /// When a replica of another writer may be gone on with.
  public enum TakeOver {
    /// Never.
    NEVER,
    /// When its writer stopped cleanly and released it.
    RELEASED,
    /// Always: something else sees to it that one instance runs.
    ALWAYS
  }

  /// What holds where nothing is configured.
  public static BackupSettings defaults() {
    return new BackupSettings(
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        16L << 20,
        Compression.ZSTD,
        1L << 30,
        TakeOver.RELEASED);
  }

  /// The same with another rule about replicas of other writers.
  public BackupSettings withTakeOver(TakeOver rule) {
    return new BackupSettings(
        debounce, maxBatchDelay, safetyPoll, maxWalBytes, compression, spoolMaxBytes, rule);
  }
}
