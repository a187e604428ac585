package bakelite.cli.source;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Surroundings;
import bakelite.store.ObjectStore;
import bakelite.store.StoreException;
import bakelite.store.Stores;
import java.util.regex.Pattern;

/// A place as a person writes it: a folder, or the address of a store.
public final class StoreArgument {
  /// Everything with a scheme is left to the store's own rules, half an address too.
  private static final Pattern ADDRESS = Pattern.compile("[a-z][a-z0-9]+:.*|[a-z]://.*");

  private StoreArgument() {}

  /// Opens it. A path is relative to the caller's folder, which need not be the process's.
  ///
  /// @param label what the help calls the argument
  /// @param stores whose provider opens it
  public static ObjectStore open(
      String label, String text, Surroundings surroundings, Stores stores)
      throws StoreException, CommandException {
    if (text.isBlank()) {
      throw new CommandException(
          ExitCode.USAGE,
          "cannot open a store: expected " + label + ", found nothing",
          "name a folder, or an address such as file:///backups");
    }
    boolean isAddress = ADDRESS.matcher(text).matches();
    return stores.open(isAddress ? text : surroundings.resolve(text).toString());
  }
}
