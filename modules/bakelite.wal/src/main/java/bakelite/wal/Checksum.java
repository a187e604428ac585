package bakelite.wal;

import java.util.HexFormat;

/// SQLite's cumulative checksum over a WAL, as of some frame.
public record Checksum(int first, int second) {
  static final Checksum ZERO = new Checksum(0, 0);

  private static final HexFormat HEX = HexFormat.of();

  @Override
  public String toString() {
    return HEX.toHexDigits(first) + "-" + HEX.toHexDigits(second);
  }
}
