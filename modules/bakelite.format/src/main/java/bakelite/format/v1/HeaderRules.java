package bakelite.format.v1;

import static bakelite.format.v1.HeaderField.*;

import bakelite.format.DamagedException;
import bakelite.format.ObjectHeader;
import bakelite.format.ObjectHeader.PageRange;

/// What holds between the fields of a header. A writer proves its own header by the same rules, so
/// nothing is written that a reader would refuse.
final class HeaderRules {
  private static final int LEAST_PAGE_SIZE = 512;
  private static final int GREATEST_PAGE_SIZE = 65536;

  private HeaderRules() {}

  static void check(Section section, ObjectHeader header) throws DamagedException {
    section.require(
        header.times().earliestMillis() <= header.times().latestMillis(),
        LATEST_TIME.offset,
        "a time not before " + header.times().earliestMillis(),
        header.times().latestMillis());
    switch (header.kind()) {
      case TIME -> {
        span(section, header);
        everyPage(section, header);
        pages(section, header);
        table(section, header);
      }
      case SHARD -> {
        span(section, header);
        range(section, header);
        pages(section, header);
        zero(section, LEVEL, header.level());
        zero(section, COMMITS, header.commits());
        section.require(
            header.span().first() == header.span().origin(),
            FIRST.offset,
            "the origin " + header.span().origin(),
            header.span().first());
      }
      case IDENTITY -> {
        nothing(section, header);
        zero(section, ORIGIN, header.span().origin());
        zero(section, FIRST, header.span().first());
        zero(section, LAST, header.span().last());
      }
      case FENCE -> {
        nothing(section, header);
        span(section, header);
        section.require(
            header.span().first() == header.span().last(),
            LAST.offset,
            "the one index " + header.span().first(),
            header.span().last());
      }
    }
  }

  /// An object without pages and without commits.
  private static void nothing(Section section, ObjectHeader header) throws DamagedException {
    everyPage(section, header);
    zero(section, LEVEL, header.level());
    zero(section, PAGE_SIZE, header.pageSize());
    zero(section, PAGES, header.pages());
    zero(section, COMMITS, header.commits());
  }

  private static void span(Section section, ObjectHeader header) throws DamagedException {
    var span = header.span();
    section.require(span.origin() >= 1, ORIGIN.offset, "an index from 1", span.origin());
    section.require(
        span.first() >= span.origin(),
        FIRST.offset,
        "an index from the origin " + span.origin(),
        span.first());
    section.require(
        span.last() >= span.first(), LAST.offset, "an index from " + span.first(), span.last());
  }

  private static void everyPage(Section section, ObjectHeader header) throws DamagedException {
    section.require(header.range().from() == 1, PAGE_FROM.offset, "1", header.range().from());
    section.require(
        header.range().to() == PageRange.END,
        PAGE_TO.offset,
        Long.toString(PageRange.END),
        header.range().to());
  }

  private static void range(Section section, ObjectHeader header) throws DamagedException {
    var range = header.range();
    section.require(
        range.from() >= 1 && range.from() <= Limits.PAGES,
        PAGE_FROM.offset,
        "a page from 1 to " + Limits.PAGES,
        range.from());
    section.require(
        range.to() >= range.from(), PAGE_TO.offset, "a page from " + range.from(), range.to());
  }

  private static void pages(Section section, ObjectHeader header) throws DamagedException {
    int size = header.pageSize();
    section.require(
        size >= LEAST_PAGE_SIZE && size <= GREATEST_PAGE_SIZE && Integer.bitCount(size) == 1,
        PAGE_SIZE.offset,
        "a power of two from 512 to 65536",
        Integer.toUnsignedLong(size));
    section.require(
        header.pages() <= Limits.PAGES,
        PAGES.offset,
        "at most " + Limits.PAGES + " pages",
        header.pages());
  }

  /// Every commit of the span has a record, or none has; at level 0 every one.
  private static void table(Section section, ObjectHeader header) throws DamagedException {
    long commits = Integer.toUnsignedLong(header.commits());
    section.require(
        commits <= Limits.COMMITS,
        COMMITS.offset,
        "at most " + Limits.COMMITS + " commits",
        commits);
    if (commits == 0 && header.level() > 0) {
      return;
    }
    long less = header.span().last() - header.span().first();
    section.require(
        commits - 1 == less,
        COMMITS.offset,
        "a record for each index from " + header.span().first() + " to " + header.span().last(),
        commits);
  }

  private static void zero(Section section, HeaderField field, long found) throws DamagedException {
    section.require(found == 0, field.offset, "0", found);
  }
}
