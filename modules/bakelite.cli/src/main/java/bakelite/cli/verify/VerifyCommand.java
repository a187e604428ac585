package bakelite.cli.verify;

import bakelite.cli.command.Command;
import bakelite.cli.command.Ending;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import bakelite.cli.config.ConfiguredSource;
import bakelite.cli.restore.CheckLevel;
import bakelite.cli.restore.SqliteCheck;
import bakelite.cli.source.BranchArgument;
import bakelite.cli.source.Source;
import bakelite.cli.source.TargetArguments;
import bakelite.replica.Problem;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.Target;
import bakelite.restore.RestoreException;
import bakelite.restore.RestoreProgress;
import bakelite.restore.RestoredDatabase;
import bakelite.restore.Restorer;
import bakelite.restore.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `verify SOURCE`: proves that a replica is whole; with `--deep` by a restore as well.
public final class VerifyCommand implements Command {
  private static final String DEEP = "--deep";
  private static final String TEMPORARY = "--temp-dir";

  /// Found as a service.
  public VerifyCommand() {}

  @Override
  public CommandSpec spec() {
    var spec = CommandSpec.create().name("verify").addPositional(Source.parameter());
    spec.usageMessage()
        .description(
            "Proves that a replica is whole. Reads every byte of it, and checks every object's"
                + " checksums, the chain through all commits and the digest of each. Ends with 1, and"
                + " names the object, when anything is not as it was written. Without SOURCE and --db it"
                + " proves every database of the configuration.")
        .footer("bakelite verify /var/backups/app", "bakelite verify --deep");
    spec.addOption(
        OptionSpec.builder(DEEP)
            .arity("0")
            .type(boolean.class)
            .description(
                "restore a commit, the newest or the one asked for, to a temporary file too, and let SQLite check it")
            .build());
    spec.addOption(
        OptionSpec.builder(TEMPORARY)
            .arity("1")
            .type(String.class)
            .paramLabel("DIR")
            .description("where --deep restores to; default $TMPDIR, else /tmp")
            .build());
    TargetArguments.addTo(spec);
    BranchArgument.addTo(spec);
    return spec;
  }

  @Override
  public Section section() {
    return Section.RECOVER;
  }

  @Override
  public Ending run(Invocation invocation) throws Exception {
    var target = TargetArguments.of(invocation);
    if (!invocation.arguments().hasMatchedOption(DEEP) && !(target instanceof Target.Latest)) {
      invocation
          .terminal()
          .note("every commit is proved; only --deep restores the one that --at or --index names");
    }
    var several = EveryDatabase.of(invocation, target);
    if (several.isPresent()) {
      return several.get().run(each -> verify(each, target));
    }
    var report = verify(invocation, target);
    invocation.terminal().show(report);
    return report.problems().isEmpty() ? ExitCode.OK : ExitCode.NOT_PROVED;
  }

  /// Proves one, and remembers the verdict.
  private static VerificationReport verify(Invocation invocation, Target target) throws Exception {
    var clock = invocation.surroundings().clock();
    var started = clock.instant();
    boolean deep = invocation.arguments().hasMatchedOption(DEEP);
    try (var source = ConfiguredSource.open(invocation)) {
      var found = new Verifier(source.replica()).verify();
      found.strangers().stream()
          .map(VerificationReport::notOurs)
          .forEach(invocation.terminal()::warn);
      var problems = new ArrayList<>(found.problems());
      Optional<RestoredDatabase> restored = Optional.empty();
      if (deep && problems.isEmpty() && found.index() > 0) {
        restored = restore(source.replica(), target, invocation, problems);
      }
      var took = Duration.between(started, clock.instant());
      var name = source.replica().name();
      var report = new VerificationReport(name, deep, found, problems, restored, took);
      Remembered.of(invocation, name).ifPresent(place -> place.keep(report, invocation));
      return report;
    }
  }

  /// Restores to a folder that is gone afterwards.
  ///
  /// @return what was restored; empty when damage came up, which is a problem then
  private static Optional<RestoredDatabase> restore(
      Replica replica, Target target, Invocation invocation, List<Problem> problems)
      throws IOException, ReplicaException, RestoreException {
    var terminal = invocation.terminal();
    var folder = Files.createTempDirectory(temporaryFolder(invocation), "bakelite-verify-");
    var copy = folder.resolve("restored.db");
    try (var progress = terminal.progress("restoring", invocation.surroundings().clock())) {
      var told =
          new RestoreProgress() {
            @Override
            public void written(long bytes, long total) {
              progress.at(bytes, total);
            }
          };
      var restored =
          new Restorer(replica, SqliteCheck.of(CheckLevel.FULL), told).restore(target, copy);
      restored.warning().ifPresent(reason -> terminal.warn(SqliteCheck.notChecked(reason)));
      return Optional.of(restored);
    } catch (ReplicaException.Damaged damaged) {
      problems.add(damaged.problem());
      return Optional.empty();
    } catch (RestoreException.DamagedAtTheSource damaged) {
      problems.add(
          new Problem(
              replica.name(),
              0,
              "a database without faults",
              String.valueOf(damaged.getMessage()),
              damaged.hint()));
      return Optional.empty();
    } finally {
      Files.deleteIfExists(copy);
      Files.delete(folder);
    }
  }

  private static Path temporaryFolder(Invocation invocation) {
    var surroundings = invocation.surroundings();
    var usual = surroundings.environment().getOrDefault("TMPDIR", "/tmp");
    return surroundings.resolve(invocation.arguments().matchedOptionValue(TEMPORARY, usual));
  }
}
