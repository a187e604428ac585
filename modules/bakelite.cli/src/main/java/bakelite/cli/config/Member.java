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
/// @param isListed whether the file has an entry of its own
/// @param destination where the replica is
/// @param place the same as a person knows it, without a secret
/// @param live how the file is held
/// @param backup how it is backed up
public record Member(
    String name,
    Path path,
    boolean isListed,
    StoreSettings destination,
    String place,
    LiveSettings live,
    BackupSettings backup) {}
