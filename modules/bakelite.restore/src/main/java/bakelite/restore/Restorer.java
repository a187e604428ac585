package bakelite.restore;

import bakelite.format.CommitRecord;
import bakelite.format.Id128;
import bakelite.format.PageHasher;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.Target;
import bakelite.replica.plan.Fork;
import bakelite.replica.plan.History;
import bakelite.replica.plan.PageWalk;
import bakelite.replica.plan.PlanProof;
import bakelite.replica.plan.Replanning;
import bakelite.replica.plan.RestorePlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The read journey: rebuilds a database at a commit.
public final class Restorer {
  private final Replica replica;
  private final DatabaseCheck check;
  private final RestoreProgress progress;

  /// @param check SQLite's own check of the result
  public Restorer(Replica replica, DatabaseCheck check, RestoreProgress progress) {
    this.replica = replica;
    this.check = check;
    this.progress = progress;
  }

  /// Restores to a new file. Either the whole, proved database is there afterwards, or nothing.
  ///
  /// @throws ReplicaException when the replica does not give it
  /// @throws RestoreException when it gives it and it is not put in place
  /// @throws IOException when the file cannot be written
  public RestoredDatabase restore(Target target, Path output)
      throws ReplicaException, RestoreException, IOException {
    return restore(target, new Output.NewFile(output, OperatingSystem.NONE));
  }

  /// Restores to an output. Either the whole, proved database is there afterwards, or what was
  /// there before.
  ///
  /// @throws ReplicaException when the replica does not give it
  /// @throws RestoreException when it gives it and it is not put in place
  /// @throws IOException when the file cannot be written
  public RestoredDatabase restore(Target target, Output output)
      throws ReplicaException, RestoreException, IOException {
    var placement = Placement.of(output);
    placement.check();
    var replanning = new Replanning();
    var first = replanning.tried(() -> proved(target));
    try (var file = TemporaryDatabase.beside(placement.target())) {
      placement.prepare(file);
      var written = write(first, target, file, replanning);
      var record = written.plan().target().record();
      file.finish(record.pages() * record.pageSize());
      var warning = checked(file.path(), record.index());
      var placed = placement.place(file);
      return new RestoredDatabase(
          output.path(),
          record,
          written.plan().changeSets().size() + written.plan().shards().size(),
          written.bytesRead(),
          warning,
          first.fork(),
          placed);
    }
  }

  /// A plan that is proved, and whose it is.
  private record Proved(RestorePlan plan, Id128 replica, boolean isNewest, Optional<Fork> fork) {}

  /// Indexes first: a plan is proved against the commit's digest before any page is paid for.
  private Proved proved(Target target) throws ReplicaException, IOException {
    var history = History.of(replica);
    var chosen = Choice.of(target, history);
    var plan = RestorePlan.of(chosen, history);
    PlanProof.prove(replica, plan);
    boolean isNewest = history.end().isEmpty() && history.after(chosen.record().index()).isEmpty();
    return new Proved(plan, history.replica(), isNewest, history.fork());
  }

  /// The same commit again; what the target means now where it cannot be had any more.
  private Proved provedAgain(CommitRecord before, Target target)
      throws ReplicaException, IOException {
    try {
      return proved(new Target.AtIndex(before.index()));
    } catch (ReplicaException.NotFound _) {
      return proved(target);
    }
  }

  private record Written(RestorePlan plan, long bytesRead) {}

  /// Writes every page; where an object goes missing meanwhile, by another plan.
  private Written write(Proved first, Target target, TemporaryDatabase file, Replanning replanning)
      throws ReplicaException, IOException {
    var proved = first;
    tell(first);
    long bytesRead = 0;
    boolean isFresh = true;
    while (true) {
      try (var crew = new Crew()) {
        var writer = writer(proved, crew, file);
        try {
          new PageWalk(replica, proved.plan())
              .run(isFresh ? writer : unwritten(proved, writer, file));
          crew.finish();
        } finally {
          bytesRead += writer.bytesRead();
        }
        return new Written(proved.plan(), bytesRead);
      } catch (ReplicaException.Storage gone) {
        replanning.spend(gone);
      }
      var before = proved.plan().target().record();
      proved = replanning.tried(() -> provedAgain(before, target));
      file.reopen();
      isFresh = false;
      if (!proved.plan().target().record().equals(before)) {
        // Another commit, maybe of another page size: nothing that was written is of it.
        file.channel().truncate(0);
        isFresh = true;
        tell(proved);
      }
    }
  }

  private void tell(Proved proved) {
    progress.chosen(proved.plan().target().record(), proved.isNewest());
  }

  private PageWriter writer(Proved proved, Crew crew, TemporaryDatabase file) {
    var record = proved.plan().target().record();
    long total = record.pages() * record.pageSize();
    var hasher = PageHasher.of(proved.replica());
    var runs = new RunWriter(replica, hasher, file.channel(), record.pageSize());
    return new PageWriter(crew, runs, record.pageSize(), done -> progress.written(done, total));
  }

  private static UnwrittenPages unwritten(
      Proved proved, PageWriter writer, TemporaryDatabase file) {
    var hasher = PageHasher.of(proved.replica());
    int pageSize = proved.plan().target().record().pageSize();
    return new UnwrittenPages(writer, hasher, file.channel(), pageSize);
  }

  private Optional<String> checked(Path file, long index) throws IOException, RestoreException {
    return switch (check.run(file)) {
      case DatabaseCheck.Verdict.Passed() -> Optional.empty();
      case DatabaseCheck.Verdict.NotChecked(var reason) -> Optional.of(reason);
      case DatabaseCheck.Verdict.Failed(var lines) ->
          throw new RestoreException.DamagedAtTheSource(index, lines);
    };
  }
}
