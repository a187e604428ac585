package bakelite.replica;

import bakelite.format.DamagedException;
import bakelite.format.ObjectHeader;
import bakelite.format.ObjectHeader.PageRange;
import bakelite.format.ObjectKind;
import bakelite.format.ObjectReader;
import bakelite.replica.Inventory.Entry;
import bakelite.replica.ReplicaKey.ChangeSet;
import bakelite.replica.ReplicaKey.Identity;
import bakelite.replica.ReplicaKey.Shard;
import bakelite.replica.ReplicaKey.TimeObject;
import bakelite.store.ObjectKey;

/// Whether an object is what its key says: one that lies under another's name is found here.
final class Agreement {
  private Agreement() {}

  static void check(Entry entry, ObjectReader reader) throws DamagedException {
    var header = reader.header();
    var key = entry.key();
    switch (entry.name()) {
      case Identity() -> equal(key, "kind", ObjectKind.IDENTITY, header.kind());
      case ChangeSet(long first, var life) -> {
        if (header.kind() != ObjectKind.FENCE) {
          equal(key, "kind", ObjectKind.TIME, header.kind());
        }
        equal(key, "level", 0, header.level());
        equal(key, "first commit", first, header.span().first());
        if (life.isPresent()) {
          equal(key, "life", life.get(), header.identity().life());
        }
      }
      case TimeObject(int level, long first, long last, String tag) -> {
        equal(key, "kind", ObjectKind.TIME, header.kind());
        equal(key, "level", level, header.level());
        equal(key, "first commit", first, header.span().first());
        equal(key, "last commit", last, header.span().last());
        equal(key, "tag", tag, reader.end().atLast().tag());
      }
      case Shard(long origin, long asOf, PageRange range, String tag) -> {
        equal(key, "kind", ObjectKind.SHARD, header.kind());
        equal(key, "origin", origin, header.span().origin());
        equal(key, "commit", asOf, header.span().last());
        equal(key, "pages", range, header.range());
        equal(key, "tag", tag, reader.end().atLast().tag());
      }
    }
    if (!(entry.name() instanceof Identity) && header.kind() != ObjectKind.FENCE) {
      checkEnd(key, header, reader);
    }
  }

  /// The header and the tail are written by one hand, but nothing else compares them.
  private static void checkEnd(ObjectKey key, ObjectHeader header, ObjectReader reader)
      throws DamagedException {
    var last = reader.end().last();
    equal(key, "last record", header.span().last(), last.index());
    equal(key, "database pages", header.pages(), last.pages());
    equal(key, "page size", header.pageSize(), last.pageSize());
  }

  static void equal(ObjectKey key, String what, Object expected, Object found)
      throws DamagedException {
    if (!expected.equals(found)) {
      throw new DamagedException("header", key.text(), 0, what + " " + expected, found.toString());
    }
  }
}
