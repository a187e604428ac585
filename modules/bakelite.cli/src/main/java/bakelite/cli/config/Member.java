package bakelite.cli.config;

import bakelite.backup.BackupSettings;
import bakelite.sqlite.LiveSettings;
import bakelite.store.StoreSettings;
import java.nio.file.Path;

/// One database that is to be protected: an entry of the file, or one of the files that its pattern
/// matches.
///
/// @param name of the replica, and in messages
/// @param path of the file, which need not be there
/// @param destination where the replica is
/// @param live how the file is held
/// @param backup how it is backed up
public record Member(
    String name, Path path, StoreSettings destination, LiveSettings live, BackupSettings backup) {}
