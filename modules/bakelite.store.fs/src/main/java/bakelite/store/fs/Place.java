package bakelite.store.fs;

import java.nio.file.Path;

/// Where the file of a key lies.
///
/// @param folder that holds the name
/// @param path of the file itself
record Place(Path folder, Path path) {}
