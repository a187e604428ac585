package bakelite.backup.local;

import bakelite.wal.WalPosition;
import java.util.Optional;

/// One commit of the application as it was read from the WAL, or what a resync found to differ.
///
/// @param index the index that it will have in the replica
/// @param timeMillis when it was first seen, milliseconds since 1970 UTC
/// @param pages size of the database after it, in pages
/// @param isResync whether it is what a resync found, and no commit of its own
/// @param position in the WAL, right after its last frame; empty where the WAL is empty
public record CapturedCommit(
    long index, long timeMillis, long pages, boolean isResync, Optional<WalPosition> position) {}
