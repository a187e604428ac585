package bakelite.format;

/// What an object says of itself before anything else.
///
/// @param kind what it holds
/// @param level 0 for change-sets; compaction counts up
/// @param identity whose it is
/// @param pageSize bytes of a page of the database
/// @param span the commits that it covers
/// @param range the pages that it covers: a shard's own, `PageRange.ALL` for everything else
/// @param pages size of the database at `span.last`, in pages
/// @param commits how many commit records its table has; 0 where there is no table
/// @param times the earliest and the latest commit time in it
/// @param before the lineage value at `span.first - 1`
/// @param writer the version of bakelite that wrote it
public record ObjectHeader(
    ObjectKind kind,
    int level,
    Identity identity,
    int pageSize,
    Span span,
    PageRange range,
    long pages,
    int commits,
    Times times,
    LineageValue before,
    WriterVersion writer) {

  /// Whose an object is.
  ///
  /// @param replica drawn when the replica was made
  /// @param database drawn when the database was first seen; the same in every replica of it
  /// @param life drawn at each start of a writer
  public record Identity(Id128 replica, Id128 database, Id128 life) {}

  /// The commits that an object covers.
  ///
  /// @param origin index of the origin that it belongs to
  /// @param first first commit; of a shard: the origin
  /// @param last last commit; of a shard: the index as of which the pages are
  public record Span(long origin, long first, long last) {}

  /// The pages that an object covers.
  ///
  /// @param from first page, from 1
  /// @param to last page, inclusive; `END` means without end
  public record PageRange(long from, long to) {
    /// The number that stands for no end.
    public static final long END = 0xffff_ffffL;

    /// Every page.
    public static final PageRange ALL = new PageRange(1, END);

    /// Whether `page` lies inside.
    public boolean contains(long page) {
      return page >= from && page <= to;
    }
  }

  /// Milliseconds since 1970 UTC.
  public record Times(long earliestMillis, long latestMillis) {}

  /// The three numbers of a version of bakelite.
  public record WriterVersion(int major, int minor, int patch) {
    @Override
    public String toString() {
      return major + "." + minor + "." + patch;
    }
  }
}
