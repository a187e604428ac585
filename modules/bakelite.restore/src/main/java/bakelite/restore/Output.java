package bakelite.restore;

import java.nio.file.Path;

/// Where a restored database is to be, and what may be there already.
public sealed interface Output {
  /// The file, as it was asked for.
  Path path();

  /// How it gets there.
  OperatingSystem system();

  /// A file that is not there yet, and nothing beside it that SQLite would take for a part of it.
  record NewFile(Path path, OperatingSystem system) implements Output {}

  /// A file that may be there: it is replaced once the new one is proved. Its owner, group and mode
  /// stay, and what lies beside it is set aside.
  record Replacing(Path path, OperatingSystem system) implements Output {}
}
