package bakelite.format.v1;

import bakelite.format.CommitRecord;
import bakelite.format.DamagedException;
import bakelite.format.Fingerprint;
import bakelite.format.ObjectHeader;
import bakelite.format.ObjectReader.ImageCursor;
import java.nio.ByteBuffer;
import java.util.List;

/// Which page images an object holds: page ascending, the images of one page from the newest commit
/// to the oldest.
///
///     entry := page delta (varint) · commit ordinal (varint, level 0 only)
///              · fingerprint (16 bytes, little-endian)
///
/// The first delta counts from 0. The entries stay in the bytes that were read: they are proved in
/// one pass, and a cursor decodes them one by one, so an index costs what it has on disk.
final class Index {
  private final ByteBuffer entries;
  private final boolean changeSet;
  private final Directory directory;

  private Index(ByteBuffer entries, boolean changeSet, Directory directory) {
    this.entries = entries;
    this.changeSet = changeSet;
    this.directory = directory;
  }

  /// How many images an index of so many bytes can have.
  static int imagesAtMost(ObjectHeader header, long length) {
    int ordinal = RecordRules.isChangeSet(header) ? 1 : 0;
    return (int) (length / (1 + ordinal + Fingerprint.BYTES));
  }

  static Index prove(
      Section section, ObjectHeader header, List<CommitRecord> table, Directory directory)
      throws DamagedException {
    boolean changeSet = RecordRules.isChangeSet(header);
    checkLength(section, header, table);
    long lockPage = header.pageSize() == 0 ? 0 : Limits.lockPage(header.pageSize());
    long page = 0;
    long commit = 0;
    for (int image = 0; image < directory.images(); image++) {
      int at = section.position();
      long delta = section.varint(Limits.PAGES, "a page delta");
      long before = commit;
      commit = changeSet ? section.varint(header.commits() - 1L, "a commit ordinal") : 0;
      if (delta == 0 && (image == 0 || commit >= before)) {
        throw section.damaged(
            at, "a page after " + page + " or an older commit", "page " + page + " again");
      }
      page += delta;
      long greatest = changeSet ? table.get((int) commit).pages() : header.pages();
      if (page > greatest || !header.range().contains(page) || page == lockPage) {
        throw section.damaged(
            at,
            "a page of " + greatest + " and of " + header.range() + ", not the lock page",
            "page " + page);
      }
      section.skip(Fingerprint.BYTES, "a fingerprint");
    }
    if (section.remaining() > 0) {
      throw section.damaged(
          section.position(),
          "the end of the index after " + directory.images() + " images",
          section.remaining() + " more bytes");
    }
    return new Index(section.view(), changeSet, directory);
  }

  private static void checkLength(Section section, ObjectHeader header, List<CommitRecord> table)
      throws DamagedException {
    long pages = header.pages();
    for (var record : table) {
      pages = Math.max(pages, record.pages());
    }
    // At most 40 * 2^32 * 2^20: far from the end of a long.
    long greatest = Limits.INDEX_ENTRY_BYTES * pages * Math.max(1, table.size());
    section.require(
        section.length() <= greatest, 0, "an index of at most " + greatest, section.length());
  }

  ImageCursor cursor() {
    return new Cursor(entries.duplicate().order(entries.order()), changeSet, directory);
  }

  /// Decodes entries that are proved, so it checks nothing.
  private static final class Cursor implements ImageCursor {
    private final ByteBuffer entries;
    private final boolean changeSet;
    private final Directory directory;
    private int image = -1;
    private int block = -1;
    private int nextBlockFirst;
    private long page;
    private int commit;
    private long low;
    private long high;

    private Cursor(ByteBuffer entries, boolean changeSet, Directory directory) {
      this.entries = entries;
      this.changeSet = changeSet;
      this.directory = directory;
    }

    @Override
    public boolean next() {
      if (!entries.hasRemaining()) {
        return false;
      }
      image++;
      page += varint();
      commit = changeSet ? (int) varint() : 0;
      low = entries.getLong();
      high = entries.getLong();
      if (image == nextBlockFirst) {
        block++;
        nextBlockFirst = directory.firstImage(block + 1);
      }
      return true;
    }

    private long varint() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = entries.get();
        value |= (long) (next & 0x7f) << shift;
        if (next >= 0) {
          return value;
        }
      }
    }

    @Override
    public long page() {
      return page;
    }

    @Override
    public int commit() {
      return commit;
    }

    @Override
    public Fingerprint fingerprint() {
      return new Fingerprint(high, low);
    }

    @Override
    public int image() {
      return image;
    }

    @Override
    public int block() {
      return block;
    }
  }
}
