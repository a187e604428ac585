package bakelite.backup;

import bakelite.backup.build.IdentityBuilder;
import bakelite.backup.build.Sealer;
import bakelite.backup.local.Cursor;
import bakelite.format.Id128;
import bakelite.format.ObjectHeader.Identity;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaKey;
import bakelite.sqlite.DatabaseException;
import bakelite.sqlite.LiveDatabase;
import bakelite.store.Content;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// One life of a writer: an attached database, its replica, and the two halves of the write journey
/// between them. The replicator fills the spool, the uploader empties it.
public final class BackupSession {
  private final Replicator replicator;
  private final Uploader uploader;

  private BackupSession(Replicator replicator, Uploader uploader) {
    this.replicator = replicator;
    this.uploader = uploader;
  }

  /// Decides where to go on, makes the replica when there is none, and begins.
  ///
  /// @param folder of this database and destination, open
  /// @throws StoreException when the store cannot be asked now; nothing was changed, try again
  /// @throws BackupException when this writer must not write
  public static BackupSession begin(
      LiveDatabase database,
      Replica replica,
      StateFolder folder,
      BackupSettings settings,
      BackupSurroundings surroundings)
      throws StoreException, IOException, BackupException, DatabaseException {
    var state = folder.state();
    var verdict =
        new Admission(replica, state, settings.takeOver(), surroundings.liveness()).decide();
    Optional<String> doubt =
        switch (verdict) {
          case Admission.Verdict.NewReplica() -> Optional.of("first full copy");
          case Admission.Verdict.TakeOver(var _, var reason) -> Optional.of(reason);
          case Admission.Verdict.Resume _ -> Optional.empty();
          case Admission.Verdict.Away(var problem, var hint) ->
              throw new StoreException.Misconfigured(problem, hint, null);
        };
    var life = Id128.random(surroundings.random());
    var cursor =
        switch (verdict) {
          case Admission.Verdict.Resume(var known) -> {
            new FenceProof(replica).ofTheReplica();
            yield known;
          }
          case Admission.Verdict.TakeOver(var known, var _) -> {
            new FenceProof(replica).ofTheReplica();
            state.forget();
            yield known;
          }
          case Admission.Verdict.NewReplica(), Admission.Verdict.Away _ -> {
            state.forget();
            yield newReplica(database, replica, settings, surroundings, life);
          }
        };
    var identity = new Identity(cursor.replica(), cursor.database(), life);
    var sealer = Sealer.of(identity, settings.compression(), surroundings.version());
    var recovery = new Recovery(state, sealer, cursor, surroundings).run();
    var uploader = new Uploader(replica, state);
    var replicator =
        new Replicator(database, settings, state, sealer, surroundings, uploader, recovery);
    replicator.begin(doubt.or(recovery::doubt));
    return new BackupSession(replicator, uploader);
  }

  /// Puts the `id` of a new replica.
  private static Cursor newReplica(
      LiveDatabase database,
      Replica replica,
      BackupSettings settings,
      BackupSurroundings surroundings,
      Id128 life)
      throws StoreException, IOException, BackupException {
    var random = surroundings.random();
    var fence = new FenceProof(replica);
    fence.beforeTheFirst(surroundings.clock(), random);
    var identity = new Identity(Id128.random(random), Id128.random(random), life);
    var sealer = Sealer.of(identity, settings.compression(), surroundings.version());
    long now = surroundings.clock().millis();
    var note = surroundings.writer().note(life, Map.of("database", database.path().toString()));
    var content = Content.of(IdentityBuilder.build(sealer, now, note));
    var key = replica.keys().key(new ReplicaKey.Identity());
    var readBack = new ReadBack(replica.store());
    if (!(replica.store().putIfAbsent(key, content) instanceof PutResult.Stored)
        && !readBack.isOurs(key, content)) {
      throw new BackupException.Fenced(replica.name(), readBack.writerOf(key));
    }
    fence.again(key, content);
    var start = sealer.lineage().start();
    return new Cursor(
        identity.replica(),
        identity.database(),
        0,
        false,
        IdentityBuilder.start(now),
        start,
        start,
        new Cursor.Source(0, 0, Optional.empty()));
  }

  /// Reads the database.
  public Replicator replicator() {
    return replicator;
  }

  /// Writes to the store.
  public Uploader uploader() {
    return uploader;
  }
}
