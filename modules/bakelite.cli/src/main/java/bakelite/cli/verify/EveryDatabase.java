package bakelite.cli.verify;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.Ending;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import bakelite.cli.config.ConfigurationFile;
import bakelite.cli.config.Member;
import bakelite.cli.failure.Failures;
import bakelite.cli.source.BranchArgument;
import bakelite.replica.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `verify` of every configured database, one after the other. One that cannot be looked at is told
/// about, and the others are proved all the same.
final class EveryDatabase {
  private final Invocation invocation;
  private final List<String> names;

  private EveryDatabase(Invocation invocation, List<String> names) {
    this.invocation = invocation;
    this.names = names;
  }

  /// Proves one.
  interface Proof {
    VerificationReport of(Invocation invocation) throws Exception;
  }

  /// What is asked for when neither SOURCE nor `--db` stands there and the configuration names
  /// several.
  ///
  /// @throws CommandException when it names none that is there, or when what is asked for is a
  ///   matter of one
  static Optional<EveryDatabase> of(Invocation invocation, Target target) throws CommandException {
    if (invocation.arguments().hasMatchedPositional(0)
        || invocation.options().database().isPresent()
        || !ConfigurationFile.isThere(invocation)) {
      return Optional.empty();
    }
    var configuration = ConfigurationFile.load(invocation);
    var found = configuration.members();
    found.problems().forEach(invocation.terminal()::warn);
    found.clashes().forEach(invocation.terminal()::warn);
    var names = found.members().stream().map(Member::name).toList();
    if (names.isEmpty()) {
      throw new CommandException(
          ExitCode.NOT_FOUND,
          "cannot verify "
              + configuration.file()
              + ": expected a database, found none that is there",
          "look at its patterns; --db NAME verifies one whose file is lost");
    }
    if (names.size() == 1) {
      return Optional.empty();
    }
    if (target instanceof Target.AtIndex || BranchArgument.of(invocation).isPresent()) {
      throw new CommandException(
          ExitCode.USAGE,
          "cannot verify every database of "
              + configuration.file()
              + ": expected --db with --index and --branch, found none",
          "name one of " + names + " with --db");
    }
    return Optional.of(new EveryDatabase(invocation, names));
  }

  /// Proves them in the order of the configuration.
  ///
  /// @return not proved, when one would not restore; else why the first one could not be looked at;
  ///   else ok
  Ending run(Proof proof) throws Exception {
    var verdicts = new ArrayList<VerdictsReport.Verdict>();
    for (var name : names) {
      var verdict = verdict(name, proof);
      verdicts.add(verdict);
      if (!invocation.options().json()) {
        tell(verdict);
      }
    }
    if (invocation.options().json()) {
      invocation.terminal().show(new VerdictsReport(verdicts));
    }
    if (verdicts.stream().anyMatch(VerdictsReport.Verdict::isRefuted)) {
      return ExitCode.NOT_PROVED;
    }
    return verdicts.stream()
        .flatMap(each -> each.failure().stream())
        .findFirst()
        .map(CommandException::code)
        .orElse(ExitCode.OK);
  }

  private VerdictsReport.Verdict verdict(String name, Proof proof) throws Exception {
    try {
      return VerdictsReport.Verdict.of(name, proof.of(invocation.forDatabase(name)));
    } catch (Exception failure) {
      if (invocation.surroundings().stop().reason().isPresent()) {
        throw failure;
      }
      return VerdictsReport.Verdict.failed(name, Failures.of("verify", failure));
    }
  }

  private void tell(VerdictsReport.Verdict verdict) throws Exception {
    if (verdict.report().isPresent()) {
      invocation.terminal().show(verdict.report().get());
    }
    verdict.failure().ifPresent(invocation.terminal()::fail);
  }
}
