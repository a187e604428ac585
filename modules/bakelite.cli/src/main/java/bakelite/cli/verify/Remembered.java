package bakelite.cli.verify;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.Invocation;
import bakelite.cli.config.ConfigurationFile;
import bakelite.cli.config.Member;
import bakelite.cli.replicate.StateRoot;
import bakelite.daemon.StatusFolder;
import bakelite.daemon.Verdict;
import java.io.IOException;
import java.util.Optional;

/// Where a verdict about a configured database is kept, for `status`: in the local state, never in
/// the replica. A verdict about a SOURCE is nobody's to remember.
///
/// @param member the database
/// @param folder where its verdict goes
record Remembered(Member member, StatusFolder folder) {
  /// The place for the database that was asked for.
  ///
  /// @param name of its replica
  static Optional<Remembered> of(Invocation invocation, String name) throws CommandException {
    if (invocation.arguments().hasMatchedPositional(0)) {
      return Optional.empty();
    }
    var configuration = ConfigurationFile.load(invocation);
    var root = StateRoot.of(invocation, configuration);
    return configuration.members().members().stream()
        .filter(member -> member.name().equals(name))
        .findFirst()
        .map(member -> new Remembered(member, StatusFolder.in(root)));
  }

  /// Keeps a verdict. One that cannot be kept holds all the same.
  void keep(VerificationReport said, Invocation invocation) {
    var verdict =
        new Verdict(
            member.path().toString(),
            member.place(),
            invocation.surroundings().clock().instant(),
            said.deep(),
            said.problems().isEmpty(),
            said.restored().map(copy -> copy.commit().index()).orElse(said.read().index()));
    try {
      folder.remember(member.name(), verdict);
    } catch (IOException refused) {
      invocation
          .terminal()
          .warn("cannot keep the verdict where `bakelite status` looks for it: " + refused);
    }
  }
}
