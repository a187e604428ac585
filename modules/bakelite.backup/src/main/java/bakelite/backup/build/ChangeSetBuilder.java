package bakelite.backup.build;

import bakelite.backup.local.CapturedBatch;
import bakelite.backup.local.Cursor;
import bakelite.backup.local.FingerprintFile;
import bakelite.format.CommitFlag;
import bakelite.format.CommitRecord;
import bakelite.format.LineageValue;
import bakelite.format.ObjectEnd;
import bakelite.format.ObjectWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/// Makes a change-set of a captured batch.
///
/// Two passes over the journal: the first fingerprints every image, many at a time; then the
/// digests of the commits are known, and the second writes the images that changed something. The
/// fingerprint file is brought forward by `applied`, after the change-set is durable.
public final class ChangeSetBuilder {
  private final Sealer sealer;
  private final FingerprintFile fingerprints;

  /// @param fingerprints as of the cursor that a change-set starts from
  public ChangeSetBuilder(Sealer sealer, FingerprintFile fingerprints) {
    this.sealer = sealer;
    this.fingerprints = fingerprints;
  }

  /// A change-set that is ready to be written.
  public final class Built {
    private final Cursor before;
    private final Cursor.Source source;
    private final CapturedBatch batch;
    private final BatchOrder order;
    private final BatchFingerprints images;
    private final List<CommitRecord> records;
    private final String note;

    private Built(
        Cursor before,
        Cursor.Source source,
        CapturedBatch batch,
        BatchOrder order,
        BatchFingerprints images,
        List<CommitRecord> records,
        String note) {
      this.before = before;
      this.source = source;
      this.batch = batch;
      this.order = order;
      this.images = images;
      this.records = records;
      this.note = note;
    }

    /// Writes the object.
    ///
    /// @return where the writer stands after it
    public Cursor write(OutputStream sink) throws IOException {
      var last = records.getLast();
      long origin = last.flags().contains(CommitFlag.ORIGIN) ? last.index() : before.origin();
      var object = sealer.changeSet(origin, records, before.atLast(), sink);
      writeImages(object);
      LineageValue beforeLast = before.atLast();
      LineageValue atLast = before.atLast();
      for (var record : records) {
        beforeLast = atLast;
        atLast = sealer.lineage().next(beforeLast, record);
      }
      object.finish(new ObjectEnd(records, last, beforeLast, atLast, note));
      return new Cursor(
          before.replica(),
          before.database(),
          origin,
          !last.flags().contains(CommitFlag.ORIGIN)
              && (before.tiled() || !last.flags().contains(CommitFlag.DIGEST_UNKNOWN)),
          last,
          beforeLast,
          atLast,
          source);
    }

    private void writeImages(ObjectWriter object) throws IOException {
      var image = ByteBuffer.allocate(batch.pageSize());
      for (int from = 0; from < order.size(); ) {
        int to = from;
        while (order.hasNewer(to)) {
          to++;
        }
        for (int entry = to; entry >= from; entry--) {
          if (!before.digestIsKnown() || !images.isUnchanged(entry)) {
            batch.read(order.image(entry), image.clear());
            object.image(order.page(entry), order.commit(entry), images.of(entry), image.flip());
          }
        }
        from = to + 1;
      }
    }

    /// Brings the fingerprint file forward to the end of this change-set.
    public void applied() throws IOException {
      long pages = records.getLast().pages();
      for (int entry = 0; entry < order.size(); entry++) {
        if (!order.hasNewer(entry) && order.page(entry) <= pages) {
          long index = records.get(order.commit(entry)).index();
          fingerprints.put(order.page(entry), images.of(entry), index);
        }
      }
      fingerprints.flush();
    }
  }

  /// Builds a change-set of commits of the application.
  ///
  /// @param before where the writer stands
  /// @param source where the live database stands after the batch
  public Built commits(Cursor before, Cursor.Source source, CapturedBatch batch)
      throws IOException, CaptureBrokenException {
    var order = new BatchOrder(batch);
    var images =
        new BatchFingerprints(batch, order, fingerprints, before.last().pages())
            .compute(sealer.hasher());
    var records =
        before.digestIsKnown()
            ? new RecordChain(batch, order, images).withDigests(before.last().digest())
            : RecordChain.withoutDigests(batch);
    return new Built(before, source, batch, order, images, records, "");
  }

  /// Builds a change-set of one record that changes no page: a claim, an origin, the end of a
  /// tiling.
  ///
  /// @param record its flags say what it is
  public Built record(Cursor before, Cursor.Source source, CommitRecord record, String note) {
    var batch = CapturedBatch.withoutImages(record.pageSize());
    var order = new BatchOrder(batch);
    var images = new BatchFingerprints(batch, order, fingerprints, before.last().pages());
    return new Built(before, source, batch, order, images, List.of(record), note);
  }
}
