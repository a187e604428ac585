package bakelite.replica;

import bakelite.format.Id128;
import bakelite.format.ObjectHeader.PageRange;
import java.util.Locale;
import java.util.Optional;

/// What the name of an object says: its place in the plane of pages and commits.
public sealed interface ReplicaKey {
  /// Which replica this is; created first, and only once.
  record Identity() implements ReplicaKey {}

  /// Commits from `first` on, every image of each. Without a life, whoever holds the name owns the
  /// index: it is the commit point and the fence. With one, in a store that does not keep two
  /// writers apart, it keeps one life from overwriting another; which object follows which stands
  /// in their headers alone.
  ///
  /// @param first index of its first commit, from 1
  /// @param life of the writer, in a store that ignores create-only
  record ChangeSet(long first, Optional<Id128> life) implements ReplicaKey {
    public ChangeSet {
      checkIndex(first);
    }

    /// In a store that keeps two writers apart.
    public ChangeSet(long first) {
      this(first, Optional.empty());
    }

    /// In a store that does not.
    public ChangeSet(long first, Id128 life) {
      this(first, Optional.of(life));
    }
  }

  /// The newest image of every page changed in a range of commits.
  ///
  /// @param level from 1
  /// @param first first commit
  /// @param last last commit
  /// @param tag of the lineage value at `last`
  record TimeObject(int level, long first, long last, String tag) implements ReplicaKey {
    public TimeObject {
      if (level < 1 || level > 0xff) {
        throw new IllegalArgumentException("a level is 1 to 255, not " + level);
      }
      checkIndex(first);
      checkOrder("commits", first, last);
      checkTag(tag);
    }
  }

  /// A range of pages as of one commit.
  ///
  /// @param origin the commit at which what came before stopped to matter
  /// @param asOf the commit as of which the pages are
  /// @param range the pages
  /// @param tag of the lineage value at `asOf`
  record Shard(long origin, long asOf, PageRange range, String tag) implements ReplicaKey {
    public Shard {
      checkIndex(origin);
      checkOrder("commits", origin, asOf);
      if (range.from() < 1 || range.to() > PageRange.END) {
        throw new IllegalArgumentException("no such pages: " + range);
      }
      checkOrder("pages", range.from(), range.to());
      checkTag(tag);
    }
  }

  private static void checkIndex(long index) {
    if (index < 1) {
      throw new IllegalArgumentException("commits are numbered from 1, not " + index);
    }
  }

  private static void checkOrder(String what, long first, long last) {
    if (last < first) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "no such range of %s: %d to %d", what, first, last));
    }
  }

  private static void checkTag(String tag) {
    if (tag.length() != 8 || !tag.chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0)) {
      throw new IllegalArgumentException(
          "a tag is 8 lower-case hexadecimal digits, not '" + tag + "'");
    }
  }
}
