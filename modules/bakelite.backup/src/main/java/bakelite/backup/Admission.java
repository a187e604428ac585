package bakelite.backup;

import bakelite.backup.local.Cursor;
import bakelite.backup.local.LocalState;
import bakelite.format.CommitFlag;
import bakelite.format.FormatException;
import bakelite.format.NewerFormatException;
import bakelite.format.ObjectReader;
import bakelite.replica.Inventory;
import bakelite.replica.Replica;
import bakelite.store.Fence;
import bakelite.store.StoreException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/// Whether, and from where, this writer may write to a replica. Decided at every start, from the
/// local cursor and one listing.
final class Admission {
  private final Replica replica;
  private final LocalState state;
  private final BackupSettings.TakeOver takeOver;
  private final Liveness liveness;
  private Fence listed = Fence.STRONG;

  Admission(
      Replica replica, LocalState state, BackupSettings.TakeOver takeOver, Liveness liveness) {
    this.replica = replica;
    this.state = state;
    this.takeOver = takeOver;
    this.liveness = liveness;
  }

  /// What the start comes to.
  sealed interface Verdict {
    /// There is no replica yet: make one.
    record NewReplica() implements Verdict {}

    /// The replica is where this writer left it.
    record Resume(Cursor cursor) implements Verdict {}

    /// The replica was another writer's; go on after its newest commit.
    ///
    /// @param cursor its newest commit; the place in the live database is not known, and what the
    ///   replica holds there is not known page by page
    record TakeOver(Cursor cursor, String reason) implements Verdict {}

    /// The destination held this replica and is empty now. Never a reason to start anew: the disk
    /// may not be mounted.
    record Away(String problem, String hint) implements Verdict {}
  }

  /// What the names in the replica said of its store when it was looked at.
  Fence listed() {
    return listed;
  }

  /// Looks at the replica.
  Verdict decide() throws StoreException, IOException, BackupException {
    try {
      var identity = replica.identity();
      var inventory = replica.list();
      listed = inventory.fence();
      var local = state.cursor();
      if (identity.isEmpty()) {
        return withoutIdentity(inventory, local);
      }
      var ids = identity.get().header().identity();
      var head = inventory.head();
      if (head.isEmpty()) {
        // A first start that died between the identity and the first claim.
        return local.isPresent() && local.get().replica().equals(ids.replica())
            ? new Verdict.Resume(local.get())
            : new Verdict.TakeOver(atStart(identity.get()), "first full copy");
      }
      if (listed == Fence.WEAK) {
        return notKeptApart(identity.get(), inventory, local);
      }
      var newest = replica.open(head.get());
      return local.isPresent() && local.get().replica().equals(ids.replica())
          ? known(local.get(), newest, inventory)
          : foreign(newest, identity.get(), inventory);
    } catch (NewerFormatException newer) {
      throw new BackupException.Newer(String.valueOf(newer.getMessage()), newer.hint());
    } catch (FormatException damaged) {
      throw new BackupException.DamagedReplica(
          String.valueOf(damaged.getMessage()), damaged.hint());
    }
  }

  private Verdict withoutIdentity(Inventory inventory, Optional<Cursor> local)
      throws BackupException {
    if (inventory.head().isPresent()) {
      throw new BackupException.DamagedReplica(
          String.format(
              Locale.ROOT,
              "cannot write to %s: expected an identity, found %,d change-sets without one",
              replica.name(),
              inventory.changeSets().size()),
          "the object `id` was deleted; take it from another copy, or use a new destination");
    }
    if (local.isPresent()) {
      return new Verdict.Away(
          String.format(
              Locale.ROOT,
              "cannot find the replica in %s: expected commit %,d, found nothing",
              replica.name(),
              local.get().index()),
          "is the disk mounted? to start anew on purpose, use another destination");
    }
    return new Verdict.NewReplica();
  }

  /// A replica in a store that does not keep writers apart.
  private Verdict notKeptApart(ObjectReader identity, Inventory inventory, Optional<Cursor> local)
      throws BackupException, StoreException, FormatException, IOException {
    var id = identity.header().identity().replica();
    var lives = new Lives(replica, inventory);
    // The `id` may be another's that lost the race of two first starts, and came late. Where this
    // writer has acknowledged anything, the objects tell.
    if (local.isPresent() && (local.get().replica().equals(id) || state.durable().isPresent())) {
      switch (lives.standing(state)) {
        case Lives.Standing.Ours() -> {
          return new Verdict.Resume(local.get());
        }
        case Lives.Standing.RolledBack _ when !local.get().replica().equals(id) -> {}
        case Lives.Standing.RolledBack(long newest) ->
            throw new BackupException.RolledBack(
                replica.name(), state.durable().map(Cursor::index).orElse(0L), newest);
        case Lives.Standing.Theirs() -> {}
      }
    }
    var newest = lives.newest(id);
    return newest.isPresent()
        ? foreign(newest.get(), newest.get(), inventory)
        : new Verdict.TakeOver(atStart(identity), "first full copy");
  }

  /// The replica that our own state speaks of.
  private Verdict known(Cursor local, ObjectReader newest, Inventory inventory)
      throws BackupException, StoreException, FormatException, IOException {
    long head = newest.header().span().last();
    long durable = state.durable().map(Cursor::index).orElse(0L);
    if (head < durable) {
      throw new BackupException.RolledBack(replica.name(), durable, head);
    }
    if (isOurs(head, newest)) {
      return new Verdict.Resume(local);
    }
    // Someone went on after us. What we have spooled can never be put.
    return foreign(newest, newest, inventory);
  }

  /// Whether the newest object is what our state says it is: acknowledged, or spooled and put
  /// without the answer having reached us.
  private boolean isOurs(long head, ObjectReader newest) {
    var durable = state.durable();
    if (durable.isPresent() && durable.get().index() == head) {
      return durable.get().atLast().equals(newest.end().atLast());
    }
    return state.spool().everything().stream()
        .anyMatch(entry ->
            entry.after().index() == head && entry.after().atLast().equals(newest.end().atLast()));
  }

  private Verdict foreign(ObjectReader newest, ObjectReader identity, Inventory inventory)
      throws BackupException, StoreException, FormatException, IOException {
    var life = newest.header().identity().life();
    boolean released = newest.end().last().flags().contains(CommitFlag.RELEASED);
    var note = released ? newest.end().note() : LastClaim.note(replica, inventory, life);
    boolean gone = WriterIdentity.of(note).filter(writer -> !liveness.mayLive(writer)).isPresent();
    boolean allowed =
        switch (takeOver) {
          case NEVER -> false;
          case RELEASED -> released || gone;
          case ALWAYS -> true;
        };
    var writer = WriterIdentity.describe(note);
    if (!allowed) {
      throw new BackupException.Fenced(
          replica.name(), String.format(Locale.ROOT, "%s (session %s)", writer, life));
    }
    var ids = identity.header().identity();
    var end = newest.end();
    var cursor =
        new Cursor(
            ids.replica(),
            ids.database(),
            newest.header().span().origin(),
            !end.last().flags().contains(CommitFlag.DIGEST_UNKNOWN),
            end.last(),
            end.beforeLast(),
            end.atLast(),
            Cursor.Source.UNKNOWN);
    return new Verdict.TakeOver(cursor, reason(released, gone, writer));
  }

  private static String reason(boolean released, boolean gone, String writer) {
    if (released) {
      return "the replica was released by " + writer;
    }
    return gone
        ? "the replica's writer, " + writer + ", is gone"
        : "the replica was taken over from " + writer;
  }

  private static Cursor atStart(ObjectReader identity) {
    var ids = identity.header().identity();
    var end = identity.end();
    return new Cursor(
        ids.replica(),
        ids.database(),
        0,
        false,
        end.last(),
        end.beforeLast(),
        end.atLast(),
        Cursor.Source.UNKNOWN);
  }
}
