package bakelite.format.v1;

import bakelite.format.CommitRecord;
import bakelite.format.ObjectHeader;
import java.util.List;

/// Sees to it that a writer's images come in the order and the range that a reader will ask for.
final class ImageOrder {
  private final ObjectHeader header;
  private final boolean changeSet;
  private final long lockPage;

  /// For each commit of a change-set the greatest page that it has an image of. Whether the
  /// database is that long after the commit is known only when the records come.
  private final int[] greatest;

  private long page;
  private int commit;
  private boolean any;

  ImageOrder(ObjectHeader header) {
    this.header = header;
    changeSet = RecordRules.isChangeSet(header);
    lockPage = header.pageSize() == 0 ? 0 : Limits.lockPage(header.pageSize());
    greatest = new int[changeSet ? header.commits() : 0];
  }

  /// Admits the next image.
  ///
  /// @return how many pages it lies after the one before
  /// @throws IllegalArgumentException when a reader would refuse it
  long admit(long nextPage, int nextCommit, int bytes) {
    if (header.pageSize() == 0 || bytes != header.pageSize()) {
      throw refused(nextPage, header.pageSize() + " bytes", bytes + " bytes");
    }
    long end = changeSet ? Limits.PAGES : header.pages();
    if (nextPage < 1 || nextPage > end || !header.range().contains(nextPage)) {
      throw refused(nextPage, "a page up to " + end + " of " + header.range(), "another");
    }
    if (nextPage == lockPage) {
      throw refused(nextPage, "any but the lock page", "the lock page");
    }
    int commits = changeSet ? greatest.length : 1;
    if (nextCommit < 0 || nextCommit >= commits) {
      throw refused(nextPage, "a commit from 0 to " + (commits - 1), "commit " + nextCommit);
    }
    if (any && (nextPage < page || (nextPage == page && nextCommit >= commit))) {
      throw refused(
          nextPage,
          "a page after " + page + " or a commit before " + commit,
          "commit " + nextCommit);
    }
    if (changeSet && Integer.compareUnsigned((int) nextPage, greatest[nextCommit]) > 0) {
      greatest[nextCommit] = (int) nextPage;
    }
    long delta = nextPage - page;
    page = nextPage;
    commit = nextCommit;
    any = true;
    return delta;
  }

  /// Whether any image was admitted.
  boolean any() {
    return any;
  }

  /// @throws IllegalArgumentException when a commit has an image of a page behind its database's
  ///   end
  void checkAgainst(List<CommitRecord> table) {
    for (int i = 0; i < greatest.length; i++) {
      long last = Integer.toUnsignedLong(greatest[i]);
      if (last > table.get(i).pages()) {
        throw refused(last, "a page up to " + table.get(i).pages(), "commit " + i);
      }
    }
  }

  private static IllegalArgumentException refused(long page, String expected, String found) {
    return new IllegalArgumentException(
        "cannot write page " + page + ": expected " + expected + ", found " + found);
  }
}
