package bakelite.daemon;

import java.util.OptionalLong;

/// Where the protection of a database stands. Times are milliseconds since 1970 UTC.
///
/// @param capturedIndex of the newest commit that is safe from the application's checkpoints
/// @param capturedAtMillis its time; 0 while there is none
/// @param durableIndex of the newest commit that is in the store
/// @param durableAtMillis its time; 0 while there is none
/// @param waitingSinceMillis the time of a commit close to the oldest that is not in the store
/// @param aheadSinceMillis when a commit was first seen in the wal-index that is not in the store
///   yet; empty where there is none
/// @param walBytes length of the application's WAL; empty when it cannot be asked
/// @param spoolBytes what waits for the store
record Standing(
    long capturedIndex,
    long capturedAtMillis,
    long durableIndex,
    long durableAtMillis,
    OptionalLong waitingSinceMillis,
    OptionalLong aheadSinceMillis,
    OptionalLong walBytes,
    long spoolBytes) {}
