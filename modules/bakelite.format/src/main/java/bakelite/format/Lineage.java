package bakelite.format;

import bakelite.format.hash.Blake3;

/// The hash chain over the commits of one replica.
///
///     L_0 = BLAKE3.derive_key("bakelite v1 lineage", replica id || database id)
///     L_i = BLAKE3.keyed(Kl, L_(i-1) || record of commit i)
///     Kl  = BLAKE3.derive_key("bakelite v1 chain", secret of the replica, or its id without one)
///
/// A value binds every record before it and, through their digests, the content of the database
/// after each of those commits: states, not bytes. So objects that were compacted need no lineage of
/// their own; they carry the values of those that they replace.
///
/// Safe for use by several threads.
public final class Lineage {
  private final byte[] key;
  private final LineageValue start;

  private Lineage(byte[] secret, Id128 replica, Id128 database) {
    this.key = Blake3.deriveKey("bakelite v1 chain").update(secret, 0, secret.length).digest();
    this.start =
        new LineageValue(
            Blake3.deriveKey("bakelite v1 lineage")
                .update(replica.bytes(), 0, Id128.BYTES)
                .update(database.bytes(), 0, Id128.BYTES)
                .digest());
  }

  /// The chain of a replica without a secret.
  public static Lineage of(Id128 replica, Id128 database) {
    return new Lineage(replica.bytes(), replica, database);
  }

  /// The value before the first commit.
  public LineageValue start() {
    return start;
  }

  /// The value at `record.index()`, given the one before it.
  public LineageValue next(LineageValue previous, CommitRecord record) {
    return new LineageValue(
        Blake3.keyed(key)
            .update(previous.bytes(), 0, LineageValue.BYTES)
            .update(record.bytes(), 0, CommitRecord.BYTES)
            .digest());
  }
}
