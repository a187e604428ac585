package bakelite.wal;

/// What the wal-index says of the WAL: the horizon of what is committed.
///
/// @param change counter of changes; its growth equals the commits in between
/// @param bigEndian byte order of the WAL's checksums
/// @param pageSize bytes of a page; 0 where no WAL has been written yet
/// @param maxFrame the last frame of the last commit; 0 for an empty WAL
/// @param pages size of the database after that commit, in pages; 0 where no WAL has been written
/// @param frameChecksum cumulative checksum at `maxFrame`
/// @param salts the generation
public record WalIndexHeader(
    int change,
    boolean bigEndian,
    int pageSize,
    long maxFrame,
    long pages,
    Checksum frameChecksum,
    Salts salts) {}
