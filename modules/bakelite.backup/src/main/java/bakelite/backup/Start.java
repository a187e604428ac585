package bakelite.backup;

/// What the start of a writer comes to, where it may write.
public sealed interface Start permits BackupSession, Shadow {}
