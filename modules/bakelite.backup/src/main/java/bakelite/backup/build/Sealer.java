package bakelite.backup.build;

import bakelite.format.CommitRecord;
import bakelite.format.Compression;
import bakelite.format.Formats;
import bakelite.format.Id128;
import bakelite.format.Lineage;
import bakelite.format.LineageValue;
import bakelite.format.ObjectHeader;
import bakelite.format.ObjectHeader.Identity;
import bakelite.format.ObjectHeader.PageRange;
import bakelite.format.ObjectHeader.Span;
import bakelite.format.ObjectHeader.Times;
import bakelite.format.ObjectHeader.WriterVersion;
import bakelite.format.ObjectKind;
import bakelite.format.ObjectWriter;
import bakelite.format.PageHasher;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Starts the objects of one replica in one life of its writer: what every one of them has in
/// common.
///
/// @param identity whose objects they are
/// @param compression how their blocks are packed
/// @param writer the version of bakelite
/// @param hasher the replica's page fingerprint
/// @param lineage the replica's chain
public record Sealer(
    Identity identity,
    Compression compression,
    WriterVersion writer,
    PageHasher hasher,
    Lineage lineage) {

  /// The sealer of a replica without a secret.
  public static Sealer of(Identity identity, Compression compression, WriterVersion writer) {
    return new Sealer(
        identity,
        compression,
        writer,
        PageHasher.of(identity.replica()),
        Lineage.of(identity.replica(), identity.database()));
  }

  /// The same sealer for another replica's ids, as learned from its `id`.
  public Sealer adopting(Id128 replica, Id128 database) {
    return of(new Identity(replica, database, identity.life()), compression, writer);
  }

  /// Starts a change-set.
  ///
  /// @param before the lineage value before its first commit
  ObjectWriter changeSet(
      long origin, List<CommitRecord> records, LineageValue before, OutputStream sink)
      throws IOException {
    var first = records.getFirst();
    var last = records.getLast();
    var header =
        new ObjectHeader(
            ObjectKind.TIME,
            0,
            identity,
            last.pageSize(),
            new Span(origin, first.index(), last.index()),
            PageRange.ALL,
            last.pages(),
            records.size(),
            new Times(first.timeMillis(), last.timeMillis()),
            before,
            writer);
    return Formats.current().write(header, compression, sink);
  }

  /// Starts a shard: the pages of `range` as of `last`.
  ///
  /// @param before the lineage value before the origin
  ObjectWriter shard(
      long origin, CommitRecord last, PageRange range, LineageValue before, OutputStream sink)
      throws IOException {
    var header =
        new ObjectHeader(
            ObjectKind.SHARD,
            0,
            identity,
            last.pageSize(),
            new Span(origin, origin, last.index()),
            range,
            last.pages(),
            0,
            new Times(last.timeMillis(), last.timeMillis()),
            before,
            writer);
    return Formats.current().write(header, compression, sink);
  }

  /// Starts an identity.
  ObjectWriter identity(long madeAtMillis, OutputStream sink) throws IOException {
    var header =
        new ObjectHeader(
            ObjectKind.IDENTITY,
            0,
            identity,
            0,
            new Span(0, 0, 0),
            PageRange.ALL,
            0,
            0,
            new Times(madeAtMillis, madeAtMillis),
            lineage.start(),
            writer);
    return Formats.current().write(header, compression, sink);
  }
}
