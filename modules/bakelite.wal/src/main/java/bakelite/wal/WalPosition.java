package bakelite.wal;

/// How far a WAL has been read and proved.
///
/// A position before the first frame names a generation and nothing more: its checksum is zero, and
/// a scan takes checksum and byte order from the WAL's header, which may not be written yet.
///
/// @param salts the generation
/// @param frame the last frame read, 0 before the first
/// @param checksum cumulative at `frame`; zero before the first
/// @param bigEndian byte order of the checksums, from the WAL's magic
/// @param pageSize bytes of a page; 0 where it is not known yet, which is before the first frame
///   only
public record WalPosition(
    Salts salts, long frame, Checksum checksum, boolean bigEndian, int pageSize) {
  public WalPosition {
    if (frame < 0 || !(PageSize.isAllowed(pageSize) || (pageSize == 0 && frame == 0))) {
      throw new IllegalArgumentException(
          "cannot be at frame " + frame + " of a WAL with pages of " + pageSize + " bytes");
    }
  }

  /// The position before the first frame of the horizon's generation.
  public static WalPosition before(WalIndexHeader horizon) {
    return new WalPosition(
        horizon.salts(), 0, Checksum.ZERO, horizon.bigEndian(), horizon.pageSize());
  }

  /// The position at the horizon, for one who has what is up to there from the database file.
  public static WalPosition at(WalIndexHeader horizon) {
    return horizon.maxFrame() == 0
        ? before(horizon)
        : new WalPosition(
            horizon.salts(),
            horizon.maxFrame(),
            horizon.frameChecksum(),
            horizon.bigEndian(),
            horizon.pageSize());
  }
}
