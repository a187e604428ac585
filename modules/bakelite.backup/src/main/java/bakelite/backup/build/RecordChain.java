package bakelite.backup.build;

import bakelite.backup.local.CapturedBatch;
import bakelite.format.CommitFlag;
import bakelite.format.CommitRecord;
import bakelite.format.Digest;
import bakelite.wal.LockPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Turns the commits of a batch into records: the digest goes from commit to commit by what each of
/// them wrote and what stood there before.
final class RecordChain {
  private final CapturedBatch batch;
  private final BatchOrder order;
  private final BatchFingerprints fingerprints;

  RecordChain(CapturedBatch batch, BatchOrder order, BatchFingerprints fingerprints) {
    this.batch = batch;
    this.order = order;
    this.fingerprints = fingerprints;
  }

  /// Records without digests: the content before them is not wholly known.
  static List<CommitRecord> withoutDigests(CapturedBatch batch) {
    var records = new ArrayList<CommitRecord>();
    for (var commit : batch.commits()) {
      records.add(
          new CommitRecord(
              commit.index(),
              commit.timeMillis(),
              commit.pages(),
              batch.pageSize(),
              commit.isResync()
                  ? Set.of(CommitFlag.RESYNC, CommitFlag.DIGEST_UNKNOWN)
                  : Set.of(CommitFlag.DIGEST_UNKNOWN),
              Digest.EMPTY));
    }
    return records;
  }

  /// Records with digests.
  ///
  /// @param start the digest before the batch
  List<CommitRecord> withDigests(Digest start) throws IOException, CaptureBrokenException {
    var changes = new Digest[batch.commits().size()];
    var grown = new long[changes.length];
    for (int commit = 0; commit < changes.length; commit++) {
      changes[commit] = shrunk(commit);
    }
    for (int entry = 0; entry < order.size(); entry++) {
      int commit = order.commit(entry);
      long page = order.page(entry);
      changes[commit] =
          changes[commit].minus(fingerprints.before(page, commit)).plus(fingerprints.of(entry));
      if (page > fingerprints.pagesBefore(commit)) {
        grown[commit]++;
      }
    }
    var records = new ArrayList<CommitRecord>();
    var digest = start;
    for (int i = 0; i < changes.length; i++) {
      var commit = batch.commits().get(i);
      checkGrowth(i, grown[i]);
      digest = digest.plus(changes[i]);
      records.add(
          new CommitRecord(
              commit.index(),
              commit.timeMillis(),
              commit.pages(),
              batch.pageSize(),
              Set.of(),
              digest));
    }
    return records;
  }

  /// What a commit takes out of the digest by making the database smaller.
  private Digest shrunk(int commit) throws IOException {
    var change = Digest.EMPTY;
    long lockPage = LockPage.number(batch.pageSize());
    long to = fingerprints.pagesBefore(commit);
    for (long page = batch.commits().get(commit).pages() + 1; page <= to; page++) {
      if (page != lockPage) {
        change = change.minus(fingerprints.before(page, commit));
      }
    }
    return change;
  }

  /// SQLite writes every page that it adds. A hole would restore as whatever stood there before.
  private void checkGrowth(int i, long found) throws CaptureBrokenException {
    long before = fingerprints.pagesBefore(i);
    long after = batch.commits().get(i).pages();
    long lockPage = LockPage.number(batch.pageSize());
    long expected = Math.max(0, after - before) - (before < lockPage && lockPage <= after ? 1 : 0);
    if (found != expected) {
      throw new CaptureBrokenException(
          String.format(
              Locale.ROOT,
              "cannot use commit %d: expected %,d new pages between %,d and %,d, found %,d",
              batch.commits().get(i).index(),
              expected,
              before,
              after,
              found));
    }
  }
}
