package bakelite.cli.replicate;

import bakelite.backup.BackupException;
import bakelite.backup.BackupSettings;
import bakelite.backup.BackupSettings.TakeOver;
import bakelite.backup.BackupSurroundings;
import bakelite.backup.StateFolder;
import bakelite.cli.child.Child;
import bakelite.cli.child.Supervision;
import bakelite.cli.command.Command;
import bakelite.cli.command.CommandException;
import bakelite.cli.command.Ending;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import bakelite.cli.config.ConfigurationFile;
import bakelite.cli.source.ReplicaName;
import bakelite.cli.source.StoreArgument;
import bakelite.cli.version.Version;
import bakelite.daemon.DatabaseSettings;
import bakelite.daemon.EventLines;
import bakelite.daemon.ProtectedDatabase;
import bakelite.daemon.ThisProcess;
import bakelite.replica.Replica;
import bakelite.sqlite.FolderEvents;
import bakelite.sqlite.LiveSettings;
import bakelite.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `replicate DB DEST`: protects one database until it is stopped, without a configuration file.
public final class ReplicateCommand implements Command {
  /// Found as a service.
  public ReplicateCommand() {}

  @Override
  public CommandSpec spec() {
    var spec = CommandSpec.create().name("replicate");
    spec.usageMessage()
        .description(
            "Protects one database until it is stopped: every commit goes to the destination."
                + " SIGTERM and SIGINT end it after a last upload. The replica lies in the"
                + " destination in a folder of the database's name (or of --db).")
        .footer("bakelite replicate app.db /var/backups");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .paramLabel("DB")
            .type(String.class)
            .required(true)
            .description("the database, in WAL mode")
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1")
            .paramLabel("DEST")
            .type(String.class)
            .required(true)
            .description(
                "where the replica is to be: a folder, or an address such as file:///backups")
            .build());
    TakeOverOption.addTo(spec);
    Child.addTo(spec, 2);
    return spec;
  }

  @Override
  public Section section() {
    return Section.PROTECT;
  }

  @Override
  public boolean endsItself() {
    return true;
  }

  @Override
  public Ending run(Invocation invocation) throws Exception {
    var arguments = invocation.arguments();
    var child = Child.of(invocation, 2);
    var surroundings = invocation.surroundings();
    var database = realPath(surroundings.resolve(arguments.matchedPositionalValue(0, "")));
    var address = arguments.matchedPositionalValue(1, "");
    var given = invocation.options().database();
    var name =
        given.isPresent() ? ReplicaName.given(given.get()) : ReplicaName.ofDatabase(database);
    var takeOver = TakeOverOption.isIn(arguments) ? TakeOver.ALWAYS : TakeOver.RELEASED;
    var stores = ConfigurationFile.stores(invocation);
    try (var store = StoreArgument.open("DEST", address, surroundings, stores)) {
      var replica = new Replica(store, name + "/");
      var settings =
          new DatabaseSettings(
              name,
              database,
              stateFolder(invocation, database, store, name),
              LiveSettings.defaults(),
              BackupSettings.defaults().withTakeOver(takeOver));
      if (child.isPresent()) {
        var daemon = SingleDatabase.daemon(invocation, stores, settings, address, store.name());
        return new Supervision(invocation, daemon, child.get()).run();
      }
      try (var events = FolderEvents.open()) {
        var running =
            new ProtectedDatabase(settings, replica, backup(invocation, name, store), events);
        surroundings.stop().onRequest(running::requestStop);
        return ending(running.run(), store);
      }
    }
  }

  /// The file that a path leads to; SQLite follows links too. One that is not there is named later.
  private static Path realPath(Path database) {
    try {
      return database.toRealPath();
    } catch (IOException notThere) {
      return database;
    }
  }

  private static Path stateFolder(
      Invocation invocation, Path database, ObjectStore store, String name)
      throws CommandException, BackupException, IOException {
    var root = StateRoot.of(invocation.surroundings());
    StateFolder.settleIn(root);
    return root.resolve(name + "-" + StateRoot.tag(database + "\n" + store.name()));
  }

  private static BackupSurroundings backup(Invocation invocation, String name, ObjectStore store) {
    var surroundings = invocation.surroundings();
    return new BackupSurroundings(
        surroundings.clock(),
        surroundings.random(),
        ThisProcess.identity(),
        ThisProcess::mayLive,
        Version.asWriter(),
        event -> {
          var line = EventLines.of(name, store.name(), event);
          if (line.level() != EventLines.Level.DETAIL || invocation.options().verbose()) {
            invocation.terminal().log(line.text());
          }
        });
  }

  private static Ending ending(bakelite.daemon.Ending ending, ObjectStore store) throws Exception {
    return switch (ending) {
      case bakelite.daemon.Ending.Durable _ -> ExitCode.OK;
      case bakelite.daemon.Ending.Behind(var problem, var hint) ->
          throw new CommandException(
              ExitCode.STORAGE,
              String.format(
                  Locale.ROOT, "cannot end with everything in %s: %s", store.name(), problem),
              hint);
      case bakelite.daemon.Ending.Failed(var cause) -> throw cause;
    };
  }
}
