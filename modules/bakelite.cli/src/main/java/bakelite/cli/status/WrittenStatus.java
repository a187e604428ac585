package bakelite.cli.status;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import bakelite.cli.config.Configuration;
import bakelite.cli.config.Member;
import bakelite.cli.replicate.StateRoot;
import bakelite.daemon.StatusFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// How each configured database is, by what the daemon and `verify` wrote down.
final class WrittenStatus {
  private WrittenStatus() {}

  /// One for each database that is there or is to be there, or for the one of `--db`.
  ///
  /// @throws CommandException of kind not found when there is none of that name
  /// @throws IOException when what was written cannot be read
  static List<DatabaseStatus> of(Invocation invocation, Configuration configuration)
      throws CommandException, IOException {
    var stateRoot = StateRoot.of(invocation, configuration);
    var folder = StatusFolder.in(stateRoot);
    var wanted = invocation.options().database();
    var now = invocation.surroundings().clock().instant();
    var rows = new ArrayList<DatabaseStatus>();
    var found = configuration.members();
    found.problems().forEach(invocation.terminal()::warn);
    found.clashes().forEach(invocation.terminal()::warn);
    for (var member : found.members()) {
      if (wanted.isEmpty() || member.name().equals(wanted.get())) {
        var written =
            folder
                .read(member.name())
                .filter(document -> document.path().equals(member.path().toString()));
        var verdict =
            folder
                .verdict(member.name())
                .filter(said -> said.path().equals(member.path().toString()))
                .filter(said -> said.destination().equals(member.place()));
        rows.add(DatabaseStatus.of(member, written, verdict, now));
      }
    }
    if (rows.isEmpty() && wanted.isPresent()) {
      throw new CommandException(
          ExitCode.NOT_FOUND,
          "cannot find the database '"
              + wanted.get()
              + "' in "
              + configuration.file()
              + ": expected one of "
              + found.members().stream().map(Member::name).toList()
              + ", found none of that name",
          "the name is the file name without its ending, where the file gives none");
    }
    return rows;
  }
}
