package bakelite.daemon;

import bakelite.backup.BackupSettings;
import bakelite.sqlite.LiveSettings;
import java.nio.file.Path;

/// One database and where it is protected.
///
/// @param name what it is called in messages, and the folder of its replica in a destination
/// @param database the file
/// @param stateFolder of this database and destination; nobody else's
/// @param live how the file is held
/// @param backup how it is backed up
public record DatabaseSettings(
    String name, Path database, Path stateFolder, LiveSettings live, BackupSettings backup) {}
