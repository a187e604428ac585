package bakelite.backup.build;

import bakelite.format.CommitRecord;
import bakelite.format.Digest;
import bakelite.format.ObjectEnd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/// Makes the `id` of a new replica.
public final class IdentityBuilder {
  private IdentityBuilder() {}

  /// The bytes of the object.
  ///
  /// @param note who makes the replica, and of what
  public static byte[] build(Sealer sealer, long madeAtMillis, String note) {
    var bytes = new ByteArrayOutputStream();
    var start = sealer.lineage().start();
    var record = start(madeAtMillis);
    try {
      sealer
          .identity(madeAtMillis, bytes)
          .finish(new ObjectEnd(List.of(), record, start, start, note));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /// The record before the first commit.
  public static CommitRecord start(long madeAtMillis) {
    return new CommitRecord(0, madeAtMillis, 0, 0, Set.of(), Digest.EMPTY);
  }
}
