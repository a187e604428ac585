package bakelite.cli.replicate;

import bakelite.backup.BackupSurroundings;
import bakelite.cli.command.CommandException;
import bakelite.cli.command.Invocation;
import bakelite.cli.source.StoreArgument;
import bakelite.cli.version.Version;
import bakelite.daemon.Daemon;
import bakelite.daemon.DatabaseSettings;
import bakelite.daemon.EventLines;
import bakelite.daemon.Plan;
import bakelite.daemon.StatusFolder;
import bakelite.daemon.ThisProcess;
import bakelite.store.StoreException;
import bakelite.store.Stores;
import java.util.List;
import java.util.Optional;

/// A daemon for one database: beside an application that is our child, trouble must be tried again
/// rather than end the process.
final class SingleDatabase {
  private SingleDatabase() {}

  /// @param stores whose provider opens it
  /// @param address of the destination, as it was written
  /// @param destination as a person knows it
  static Daemon daemon(
      Invocation invocation,
      Stores stores,
      DatabaseSettings settings,
      String address,
      String destination) {
    var place =
        new Plan.Place() {
          @Override
          public String destination() {
            return destination;
          }

          @Override
          public Plan.Opened open() throws StoreException {
            try {
              var store = StoreArgument.open("DEST", address, invocation.surroundings(), stores);
              return new Plan.Opened(store, settings.stateFolder());
            } catch (CommandException checkedBefore) {
              throw new AssertionError(checkedBefore);
            }
          }
        };
    var plan =
        new Plan(
            settings.name(), settings.database(), true, settings.live(), settings.backup(), place);
    var surroundings = invocation.surroundings();
    return new Daemon(
        () -> List.of(plan),
        new Daemon.Rules(false, Optional.empty()),
        StartedBy.initSystem(invocation),
        StatusFolder.in(settings.stateFolder()),
        new BackupSurroundings(
            surroundings.clock(),
            surroundings.random(),
            ThisProcess.identity(),
            ThisProcess::mayLive,
            Version.asWriter(),
            event -> {}),
        (name, to, event) -> {
          var line = EventLines.of(name, to, event);
          if (line.level() != EventLines.Level.DETAIL || invocation.options().verbose()) {
            invocation.terminal().log(line.text());
          }
        });
  }
}
