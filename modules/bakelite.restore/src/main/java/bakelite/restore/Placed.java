package bakelite.restore;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What became of the files around an output.
///
/// @param setAside the new names of files that belonged to the database before
/// @param linked the file that the output leads to as a link, because somebody opened it before it
///   had its own name
public record Placed(List<Path> setAside, Optional<Path> linked) {
  static final Placed AS_ASKED = new Placed(List.of(), Optional.empty());

  public Placed {
    setAside = List.copyOf(setAside);
  }
}
