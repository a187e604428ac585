package bakelite.restore;

import bakelite.format.Id128;
import bakelite.format.PageHasher;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.Target;
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
    var history = History.of(replica);
    var chosen = Choice.of(target, history);
    var plan = RestorePlan.of(chosen, history);
    progress.chosen(chosen.record(), history.after(chosen.record().index()).isEmpty());
    // Indexes first: a plan is proved against the commit's digest before any page is paid for.
    PlanProof.prove(replica, plan);
    try (var file = TemporaryDatabase.beside(placement.target())) {
      placement.prepare(file);
      var written = write(plan, history.replica(), file);
      file.finish(chosen.record().pages() * chosen.record().pageSize());
      var warning = checked(file.path(), chosen.record().index());
      var placed = placement.place(file);
      return new RestoredDatabase(
          output.path(), chosen.record(), written.objects(), written.bytesRead(), warning, placed);
    }
  }

  private PageWriter write(RestorePlan plan, Id128 id, TemporaryDatabase file)
      throws IOException, ReplicaException {
    long total = plan.target().record().pages() * plan.target().record().pageSize();
    int pageSize = plan.target().record().pageSize();
    var runs = new RunWriter(replica, PageHasher.of(id), file.channel(), pageSize);
    try (var crew = new Crew()) {
      var writer = new PageWriter(crew, runs, pageSize, done -> progress.written(done, total));
      new PageWalk(replica, plan).run(writer);
      crew.finish();
      return writer;
    }
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
