package bakelite.cli.replicate;

import bakelite.backup.BackupSettings;
import bakelite.backup.BackupSettings.TakeOver;
import bakelite.backup.BackupSurroundings;
import bakelite.cli.child.Child;
import bakelite.cli.child.Supervision;
import bakelite.cli.command.Command;
import bakelite.cli.command.CommandException;
import bakelite.cli.command.Ending;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import bakelite.cli.version.Version;
import bakelite.daemon.DatabaseSettings;
import bakelite.daemon.EventLines;
import bakelite.daemon.ProtectedDatabase;
import bakelite.daemon.ThisProcess;
import bakelite.replica.Replica;
import bakelite.sqlite.LiveSettings;
import bakelite.store.ObjectStore;
import bakelite.store.StoreAddress;
import bakelite.store.StoreException;
import bakelite.store.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
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
                + " destination in a folder of the database's name (or of --db).");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .paramLabel("DB")
            .type(String.class)
            .required(true)
            .description("The database, in WAL mode.")
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1")
            .paramLabel("DEST")
            .type(String.class)
            .required(true)
            .description("A folder, or the address of a store such as file:///backups.")
            .build());
    spec.addOption(
        OptionSpec.builder("--take-over")
            .type(boolean.class)
            .description(
                "Go on with a replica of another writer. Only when that writer is gone for good.")
            .build());
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
    var name = invocation.options().database().orElseGet(() -> nameOf(database));
    var takeOver =
        arguments.matchedOptionValue("--take-over", false) ? TakeOver.ALWAYS : TakeOver.RELEASED;
    try (var store = open(address)) {
      var replica = new Replica(store, name + "/");
      var settings =
          new DatabaseSettings(
              name,
              database,
              stateFolder(invocation, database, store, name),
              LiveSettings.defaults(),
              BackupSettings.defaults().withTakeOver(takeOver));
      if (child.isPresent()) {
        var daemon = SingleDatabase.daemon(invocation, settings, address, store.name());
        return new Supervision(invocation, daemon, child.get()).run();
      }
      var running = new ProtectedDatabase(settings, replica, backup(invocation, name, store));
      surroundings.stop().onRequest(running::requestStop);
      return ending(running.run(), store);
    }
  }

  static ObjectStore open(String text) throws StoreException {
    var address = StoreAddress.parse(text);
    var provider = Stores.installed().of(address.type());
    return provider.open(provider.settings(address.uri()));
  }

  /// The file that a path leads to; SQLite follows links too. One that is not there is named later.
  private static Path realPath(Path database) {
    try {
      return database.toRealPath();
    } catch (IOException notThere) {
      return database;
    }
  }

  /// The file name without its ending, in the alphabet of keys.
  static String nameOf(Path database) {
    var file = String.valueOf(database.getFileName());
    int dot = file.lastIndexOf('.');
    return ReplicaName.of(dot > 0 ? file.substring(0, dot) : file);
  }

  private static Path stateFolder(
      Invocation invocation, Path database, ObjectStore store, String name) {
    var root = StateRoot.of(invocation.surroundings());
    return root.resolve(name + "-" + StateRoot.tag(database + "\n" + store.name()));
  }

  private static BackupSurroundings backup(Invocation invocation, String name, ObjectStore store) {
    var surroundings = invocation.surroundings();
    return new BackupSurroundings(
        surroundings.clock(),
        surroundings.random(),
        ThisProcess.identity(),
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
      case bakelite.daemon.Ending.Behind(var problem) ->
          throw new CommandException(
              ExitCode.STORAGE,
              String.format(
                  Locale.ROOT, "cannot end with everything in %s: %s", store.name(), problem),
              "nothing is lost: the rest waits in the local spool and is uploaded at the next start");
      case bakelite.daemon.Ending.Failed(var cause) -> throw cause;
    };
  }
}
