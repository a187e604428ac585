package bakelite.backup;

import bakelite.backup.build.Sealer;
import bakelite.backup.local.Cursor;
import bakelite.backup.local.FingerprintFile;
import bakelite.backup.local.LocalState;
import bakelite.format.CommitFlag;
import bakelite.format.CommitRecord;
import bakelite.format.FormatException;
import bakelite.format.ObjectReader;
import bakelite.replica.Inventory;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.plan.History;
import bakelite.replica.plan.PageWalk;
import bakelite.replica.plan.PlanProof;
import bakelite.replica.plan.Replanning;
import bakelite.replica.plan.RestorePlan;
import bakelite.store.Fence;
import bakelite.store.StoreException;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// What a replica holds at its newest commit, page by page, for a writer that does not know: it
/// takes the replica over from another one, or lost its fingerprints.
///
/// It is the plan of a restore at that commit, walked through its page indexes alone: the
/// fingerprint of the one image of each page that counts goes into the fingerprint file. No page is
/// fetched. It is believed when the fingerprints add up to the digest of the commit, as a restore
/// believes its plan. Then the live database is compared with it as after any other absence, and
/// only what differs is shipped.
///
/// A replica that is taken over is claimed first, so that its newest commit stays that. Until the
/// fingerprints are all there they do not add up to the digest of the cursor, and a start that
/// finds them so learns them again: a kill at any moment costs what was read so far.
public final class Shadow implements Start {
  /// The most plans that follow the first one, where an object that was listed is gone.
  private static final int MOST_REPLANS = 2;

  private final Replica replica;
  private final LocalState state;
  private final Fence fence;
  private final Sealer sealer;
  private final BackupSurroundings surroundings;
  private final Cursor cursor;
  private final boolean isForeign;
  private final String reason;

  /// @param fence whether the store keeps two writers apart
  /// @param cursor where this writer is to go on
  /// @param isForeign whether the replica is another writer's, and has to be claimed
  /// @param reason why it is needed
  Shadow(
      Replica replica,
      LocalState state,
      Fence fence,
      Sealer sealer,
      BackupSurroundings surroundings,
      Cursor cursor,
      boolean isForeign,
      String reason) {
    this.replica = replica;
    this.state = state;
    this.fence = fence;
    this.sealer = sealer;
    this.surroundings = surroundings;
    this.cursor = cursor;
    this.isForeign = isForeign;
    this.reason = reason;
  }

  /// Learns it. Takes its time; the live database must not be held meanwhile, for nothing of it can
  /// be captured, and the application's checkpoints would wait.
  ///
  /// @param stop asked now and then whether to give up
  /// @return why it cannot be known, so that a full copy has to follow; empty when it is in the
  ///   fingerprint file, durably, or was given up
  /// @throws StoreException when the store cannot be asked now; try again
  /// @throws BackupException when this writer must not write
  public Optional<String> learn(BooleanSupplier stop)
      throws StoreException, IOException, BackupException {
    if (isForeign) {
      state.forget();
    }
    var ours = isForeign ? claimed(cursor, false) : cursor;
    try {
      return learnAsOf(ours, stop);
    } catch (Stopped asked) {
      if (!ours.source().isKnown()) {
        claimed(ours, true);
      }
      return Optional.empty();
    }
  }

  /// Puts a claim.
  ///
  /// @param released whether it lets go of the replica
  /// @return the cursor after it
  private Cursor claimed(Cursor before, boolean released)
      throws StoreException, IOException, BackupException {
    long time = Math.max(before.last().timeMillis(), surroundings.clock().millis());
    var claim = Origins.claim(before.index() + 1, time, before, released);
    var note = surroundings.writer().note(sealer.identity().life(), Map.of("reason", reason));
    var entry = new SpoolWriter(state, sealer, before).freeze(claim, before.source(), note);
    var uploader = new Uploader(replica, state, fence);
    while (!uploader.isDrained()) {
      switch (uploader.step()) {
        case Uploader.Step.Stored _, Uploader.Step.StoredShard _, Uploader.Step.Idle _ -> {}
        case Uploader.Step.Trouble(var cause) -> throw cause;
        case Uploader.Step.Fenced(var writer) ->
            throw new BackupException.Fenced(replica.name(), writer);
      }
    }
    return entry.after();
  }

  private Optional<String> learnAsOf(Cursor ours, BooleanSupplier stop)
      throws StoreException, IOException, BackupException {
    try {
      return new Replanning(MOST_REPLANS).tried(() -> layDown(ours, stop));
    } catch (ReplicaException unknown) {
      return switch (unknown) {
        case ReplicaException.Storage refused -> throw refused.store();
        case ReplicaException.Damaged _, ReplicaException.NotFound _ ->
            Optional.of(String.valueOf(unknown.getMessage()));
        case ReplicaException.NewerFormat newer ->
            throw new BackupException.Newer(String.valueOf(newer.getMessage()), newer.hint());
      };
    }
  }

  private Optional<String> layDown(Cursor ours, BooleanSupplier stop)
      throws ReplicaException, IOException {
    var inventory = listed();
    var head = head(inventory, isForeign ? ours : state.durable().orElse(ours));
    long index = head.header().span().last();
    var record = head.end().last();
    if (record.flags().contains(CommitFlag.DIGEST_UNKNOWN)) {
      return Optional.of(unfinished(record));
    }
    surroundings
        .listener()
        .tell(new BackupEvent.ShadowStarted(reason, index, record.pages(), record.pageSize()));
    long origin = head.header().span().origin();
    var line = line(head, inventory);
    var history = History.since(line, origin, (_, _) -> goOn(stop));
    history.rejectFaults(origin, index);
    var target = history.commit(index).orElseThrow();
    var plan = RestorePlan.of(target, history);
    var fingerprints = state.fingerprints();
    fingerprints.clear();
    var sink = new LayingDown(fingerprints, stop);
    long met = new PageWalk(line, plan).run(sink);
    sink.proof.check(plan, met);
    fingerprints.flush();
    // What waits in the spool follows after the newest commit of the replica.
    state.replaySpool();
    fingerprints.force();
    return state.isProved(ours)
        ? Optional.empty()
        : Optional.of("what waits in the spool does not follow on what the replica holds");
  }

  /// Why a replica cannot be compared with whose newest record has no digest.
  static String unfinished(CommitRecord newest) {
    return String.format(
        Locale.ROOT,
        "its newest index, %,d, is of a walk over all pages that was not finished",
        newest.index());
  }

  private Inventory listed() throws ReplicaException {
    try {
      return replica.list();
    } catch (StoreException refused) {
      throw new ReplicaException.Storage(refused);
    }
  }

  /// Where several histories may go on side by side, it is ours that is learned.
  private Replica line(ObjectReader head, Inventory inventory) {
    return switch (inventory.fence()) {
      case STRONG -> replica;
      case WEAK -> replica.onBranch(head.header().identity().life().toString());
    };
  }

  private ObjectReader head(Inventory inventory, Cursor durable)
      throws ReplicaException, IOException {
    try {
      if (inventory.fence() == Fence.WEAK) {
        return new Lives(replica, inventory).at(durable);
      }
      var head = inventory.head();
      if (head.isEmpty()) {
        throw new ReplicaException.Damaged(
            replica.keys().changeSets(), "the newest change-set, which was there before", "none");
      }
      return replica.open(head.get());
    } catch (FormatException unreadable) {
      throw ReplicaException.of(unreadable);
    } catch (StoreException refused) {
      throw new ReplicaException.Storage(refused);
    }
  }

  private static void goOn(BooleanSupplier stop) throws Stopped {
    if (stop.getAsBoolean()) {
      throw new Stopped();
    }
  }

  /// Takes the images of the walk.
  private static final class LayingDown implements PageWalk.Sink {
    private final FingerprintFile fingerprints;
    private final BooleanSupplier stop;
    private final PlanProof proof = new PlanProof();

    LayingDown(FingerprintFile fingerprints, BooleanSupplier stop) {
      this.fingerprints = fingerprints;
      this.stop = stop;
    }

    @Override
    public void image(Inventory.Entry entry, ObjectReader object, ObjectReader.Image at)
        throws IOException {
      var span = object.header().span();
      boolean isChangeSet = !object.end().table().isEmpty();
      long changed = isChangeSet ? span.first() + at.commit() : span.last();
      fingerprints.put(at.page(), at.fingerprint(), changed);
      proof.image(entry, object, at);
    }

    @Override
    public void end(Inventory.Entry entry, ObjectReader object) throws IOException {
      goOn(stop);
    }
  }

  /// It was asked to stop.
  private static final class Stopped extends IOException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("stopped");
    }
  }
}
