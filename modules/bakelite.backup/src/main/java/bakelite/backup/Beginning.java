package bakelite.backup;

import bakelite.backup.build.IdentityBuilder;
import bakelite.backup.build.Sealer;
import bakelite.backup.local.Cursor;
import bakelite.backup.local.LocalState;
import bakelite.format.Id128;
import bakelite.format.ObjectHeader.Identity;
import bakelite.replica.Replica;
import bakelite.sqlite.DatabaseException;
import bakelite.sqlite.LiveDatabase;
import bakelite.store.Content;
import bakelite.store.Fence;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The start of a writer: where to go on, and what is known of the replica there.
final class Beginning {
  private final LiveDatabase database;
  private final Replica replica;
  private final StateFolder folder;
  private final LocalState state;
  private final BackupSettings settings;
  private final BackupSurroundings surroundings;
  private final Optional<String> noShadow;
  private final Id128 life;
  private Fence fence = Fence.STRONG;

  /// @param noShadow why it is known already that what the replica holds cannot be learned
  Beginning(
      LiveDatabase database,
      Replica replica,
      StateFolder folder,
      BackupSettings settings,
      BackupSurroundings surroundings,
      Optional<String> noShadow) {
    this.database = database;
    this.replica = replica;
    this.folder = folder;
    this.state = folder.state();
    this.settings = settings;
    this.surroundings = surroundings;
    this.noShadow = noShadow;
    this.life = Id128.random(surroundings.random());
  }

  Start run() throws StoreException, IOException, BackupException, DatabaseException {
    var admission = new Admission(replica, state, settings.takeOver(), surroundings.liveness());
    return switch (admission.decide()) {
      case Admission.Verdict.NewReplica() -> {
        state.forget();
        fence = new FenceProof(replica).beforeTheFirst(surroundings.clock(), surroundings.random());
        yield session(newReplica(), Optional.of("first full copy"));
      }
      case Admission.Verdict.Resume(var known) -> {
        fence = new FenceProof(replica).ofTheReplica(admission.listed());
        mendIdentity(known);
        yield resumed(known);
      }
      case Admission.Verdict.TakeOver(var foreign, var reason) -> {
        fence = new FenceProof(replica).ofTheReplica(admission.listed());
        mendIdentity(foreign);
        yield takenOver(foreign, reason);
      }
      case Admission.Verdict.Away(var problem, var hint) ->
          throw new StoreException.Misconfigured(problem, hint, null);
    };
  }

  private Start resumed(Cursor known) throws DatabaseException, IOException {
    if (!known.digestIsKnown() || folder.isProved()) {
      return session(known, Optional.empty());
    }
    var reason =
        known.source().isKnown()
            ? "the local fingerprints were lost"
            : "the replica was taken over and not read to its end";
    var why = whyNoShadow(known);
    return why.isEmpty()
        ? shadow(known, false, reason)
        : session(known.withoutFingerprints(), Optional.of(reason + "; " + why.get()));
  }

  private Start takenOver(Cursor foreign, String reason) throws DatabaseException, IOException {
    var why = whyNoShadow(foreign);
    if (why.isEmpty()) {
      return shadow(foreign, true, reason);
    }
    state.forget();
    boolean isEmpty = foreign.index() == 0;
    return session(
        foreign.withoutFingerprints(), Optional.of(isEmpty ? reason : reason + "; " + why.get()));
  }

  /// Why the database cannot be compared with what the replica holds.
  private Optional<String> whyNoShadow(Cursor cursor) throws DatabaseException, IOException {
    var last = cursor.last();
    if (!cursor.digestIsKnown()) {
      return Optional.of(Shadow.unfinished(last));
    }
    int pageSize = database.header().pageSize();
    if (pageSize != last.pageSize()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "its pages have %,d bytes, those of the database %,d",
              last.pageSize(),
              pageSize));
    }
    return noShadow.map(why -> "it cannot be compared: " + why);
  }

  private Start shadow(Cursor cursor, boolean isForeign, String reason) {
    return new Shadow(
        replica, state, fence, sealer(cursor), surroundings, cursor, isForeign, reason);
  }

  private Sealer sealer(Cursor cursor) {
    var identity = new Identity(cursor.replica(), cursor.database(), life);
    return Sealer.of(identity, settings.compression(), surroundings.version());
  }

  private Start session(Cursor cursor, Optional<String> doubt)
      throws DatabaseException, IOException {
    var sealer = sealer(cursor);
    var recovery = new Recovery(state, sealer, cursor, surroundings).run();
    var uploader = new Uploader(replica, state, fence);
    var replicator =
        new Replicator(database, settings, state, sealer, surroundings, uploader, recovery);
    surroundings.listener().tell(new BackupEvent.StoreTried(fence));
    replicator.begin(doubt.or(recovery::doubt));
    return new BackupSession(replicator, uploader);
  }

  /// Puts the `id` back, where nothing kept another first start from replacing it: there is a
  /// history, and it is of another replica than the `id` says.
  private void mendIdentity(Cursor cursor) throws StoreException, IOException {
    if (fence == Fence.STRONG || cursor.index() == 0) {
      return;
    }
    if (!StoredIdentity.read(replica).replica().equals(cursor.replica())) {
      replica
          .store()
          .put(
              StoredIdentity.key(replica), identity(sealer(cursor), surroundings.clock().millis()));
      replica.settleOn(cursor.replica());
    }
  }

  private Content identity(Sealer sealer, long now) throws IOException {
    var note = surroundings.writer().note(life, Map.of("database", database.path().toString()));
    return Content.of(IdentityBuilder.build(sealer, now, note));
  }

  /// Puts the `id` of a new replica.
  private Cursor newReplica() throws StoreException, IOException, BackupException {
    var random = surroundings.random();
    var identity = new Identity(Id128.random(random), Id128.random(random), life);
    var sealer = Sealer.of(identity, settings.compression(), surroundings.version());
    long now = surroundings.clock().millis();
    var content = identity(sealer, now);
    var key = StoredIdentity.key(replica);
    var readBack = new ReadBack(replica.store());
    if (fence == Fence.WEAK && replica.store().head(key).isPresent()) {
      // Nothing would keep ours from replacing it.
      throw new BackupException.Fenced(replica.name(), readBack.writerOf(key));
    }
    if (!(replica.store().putIfAbsent(key, content) instanceof PutResult.Stored)
        && !readBack.isOurs(key, content)) {
      throw new BackupException.Fenced(replica.name(), readBack.writerOf(key));
    }
    if (fence == Fence.STRONG) {
      fence = new FenceProof(replica).again(key, content);
    }
    if (fence == Fence.WEAK && !readBack.isOurs(key, content)) {
      throw new BackupException.Fenced(replica.name(), readBack.writerOf(key));
    }
    var start = sealer.lineage().start();
    return new Cursor(
        identity.replica(),
        identity.database(),
        0,
        false,
        IdentityBuilder.start(now),
        start,
        start,
        Cursor.Source.UNKNOWN);
  }
}
