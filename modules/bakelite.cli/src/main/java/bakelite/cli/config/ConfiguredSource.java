package bakelite.cli.config;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import bakelite.cli.source.BranchArgument;
import bakelite.cli.source.Source;
import bakelite.replica.ReplicaException;
import bakelite.store.StoreException;
import bakelite.store.StoreSettings;
import bakelite.store.Stores;

/// The replica that a verb reads: SOURCE where it stands, else that of the configured database
/// which `--db` names, or of the only one.
public final class ConfiguredSource {
  private ConfiguredSource() {}

  /// Opens it, on the branch that was asked for.
  public static Source open(Invocation invocation)
      throws StoreException, ReplicaException, CommandException {
    var branch = BranchArgument.of(invocation);
    return named(invocation).onBranch(branch);
  }

  private static Source named(Invocation invocation)
      throws StoreException, ReplicaException, CommandException {
    if (invocation.arguments().hasMatchedPositional(0)) {
      return Source.open(invocation, ConfigurationFile.stores(invocation));
    }
    if (invocation.options().database().isEmpty() && !ConfigurationFile.isThere(invocation)) {
      // A person who knows of no configuration wants to hear of SOURCE.
      var verb = invocation.arguments().commandSpec().qualifiedName();
      throw new CommandException(
          ExitCode.USAGE,
          "cannot run " + verb + ": expected SOURCE, found none",
          "`" + verb + " --help` shows how");
    }
    var configuration = ConfigurationFile.load(invocation);
    var places = configuration.places(invocation.options().database());
    var all = places.destinations();
    for (var place : all.subList(0, all.size() - 1)) {
      try {
        return open(configuration.stores(), place, places.name());
      } catch (ReplicaException.NotFound _) {
        // Another pattern's, then; the last one says what was not found.
      }
    }
    return open(configuration.stores(), all.getLast(), places.name());
  }

  private static Source open(Stores stores, StoreSettings place, String name)
      throws StoreException, ReplicaException {
    return Source.of(stores.open(place), name);
  }
}
