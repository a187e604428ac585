package bakelite.cli.config;

import bakelite.backup.BackupSettings;
import bakelite.sqlite.LiveSettings;
import bakelite.store.StoreSettings;
import java.util.Optional;

/// One entry under `databases`.
///
/// @param line where it stands
/// @param path of one file, or a pattern
/// @param name of the replica; absent for a pattern
/// @param destination where the replica is
/// @param place the same as a person knows it
record DatabaseEntry(
    int line,
    PathPattern path,
    Optional<String> name,
    StoreSettings destination,
    String place,
    LiveSettings live,
    BackupSettings backup) {}
