package bakelite.wal;

import java.nio.ByteBuffer;

/// The first 100 bytes of a database file.
///
/// In WAL mode they are as old as the last checkpoint: the newest page 1 may be in the WAL.
///
/// @param pageSize bytes of a page
/// @param walMode whether both version bytes say WAL
/// @param changeCounter bytes 24 to 27
/// @param pages size of the database as the header has it; 0 when it is not to be believed
public record DatabaseHeader(int pageSize, boolean walMode, int changeCounter, long pages) {
  /// How many bytes are looked at.
  public static final int BYTES = 100;

  /// What the first bytes of a file turn out to be.
  public sealed interface Parsed {
    /// A database of a kind that we know.
    record Database(DatabaseHeader header) implements Parsed {}

    /// No bytes at all: SQLite has not written the first page yet.
    record Empty() implements Parsed {}

    /// A database of a branch of SQLite that is not ours, as wal2 is: a format version above 2.
    record OtherVersion(int forWriting, int forReading) implements Parsed {}

    /// Not a database, or one that is encrypted as a whole; `found` says what it looks like.
    record NotDatabase(String expected, String found) implements Parsed {}
  }

  /// Reads the header from up to 100 bytes, those between position and limit. The position stays.
  public static Parsed parse(ByteBuffer bytes) {
    return DatabaseHeaderBytes.parse(bytes);
  }
}
