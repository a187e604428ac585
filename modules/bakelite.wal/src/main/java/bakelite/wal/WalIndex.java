package bakelite.wal;

import java.nio.ByteBuffer;
import java.util.List;

/// One look at the first 136 bytes of a wal-index.
public sealed interface WalIndex {
  /// How many bytes a look needs.
  int BYTES = 136;

  /// Both copies of the header agree and their checksum is right.
  ///
  /// `backfilled` and `readMarks` are under no checksum. They were read between the two copies, so
  /// they are not older than the header; but a reset writes the header first, so that they can for
  /// a moment still be those of the generation before.
  ///
  /// @param backfilled frames that a checkpoint has copied into the database file, `nBackfill`
  /// @param readMarks the five read marks, 4294967295 for one that is not in use
  record Valid(WalIndexHeader header, long backfilled, List<Long> readMarks) implements WalIndex {
    public Valid {
      readMarks = List.copyOf(readMarks);
    }
  }

  /// Someone is writing it: look again. One that stays so was left half-written, and the next
  /// connection of SQLite's recovers it.
  record Torn() implements WalIndex {}

  /// Not initialised, or of another version: no horizon is known.
  record Absent(String reason) implements WalIndex {}

  /// Reads the state from the next 136 of `bytes`, whose position stays. The native byte order is
  /// used whatever the buffer's own.
  ///
  /// `bytes` may be the mapped file itself: the copies are read in the order in which SQLite's own
  /// readers do, the reverse of that in which they are written.
  static WalIndex look(ByteBuffer bytes) {
    return WalIndexBytes.look(bytes);
  }
}
