package bakelite.format;

import java.util.Set;

/// What is special about one commit record. Each flag is one bit of the record's `flags` field.
public enum CommitFlag {
  /// No commit of the application: a writer announces itself before its first put.
  CLAIM(1),
  /// What came before does not matter to a restore: the shards of this origin hold every page.
  ORIGIN(2),
  /// Holds what was found to differ after a time in which nobody watched.
  RESYNC(4),
  /// The digest is not known, so this index is no restore point.
  DIGEST_UNKNOWN(8),
  /// A claim with which a writer that stopped cleanly lets go of the replica.
  RELEASED(16);

  private final int bit;

  CommitFlag(int bit) {
    this.bit = bit;
  }

  /// The bit of this flag in the stored field.
  public int bit() {
    return bit;
  }

  /// The stored field of a set of flags.
  public static int bits(Set<CommitFlag> flags) {
    return flags.stream().mapToInt(CommitFlag::bit).reduce(0, (a, b) -> a | b);
  }
}
