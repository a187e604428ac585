package bakelite.restore;

import java.io.IOException;
import java.nio.file.Path;

/// The way of a proved file to its place.
interface Placement {
  /// The way for an output.
  static Placement of(Output output) throws IOException {
    return switch (output) {
      case Output.NewFile(var path, var system) -> new FreshFile(path, system);
      case Output.Replacing(var path, var system) ->
          Replacement.of(path, system, new FolderChanges());
    };
  }

  /// Where the file is to be made: in the folder where it will be.
  Path target();

  /// Asked before anything is read.
  ///
  /// @throws RestoreException.OutputInTheWay when something is there that may not be replaced
  void check() throws RestoreException, IOException;

  /// Gives the new file what it needs of the old one while nothing is paid for yet.
  void prepare(TemporaryDatabase file) throws IOException;

  /// Puts the proved file in its place, durably.
  ///
  /// @throws RestoreException.OutputInTheWay when something has come meanwhile
  Placed place(TemporaryDatabase file) throws IOException, RestoreException;
}
