package bakelite.wal;

import java.util.HexFormat;

/// The two numbers that name one generation of a WAL.
///
/// A reset adds one to the first and draws the second. But a connection that has not itself
/// recovered or reset the WAL draws both anew when it is the first to write after somebody else's
/// `RESTART` or `TRUNCATE` checkpoint, so that generations cannot be counted by the first.
public record Salts(int first, int second) {
  private static final HexFormat HEX = HexFormat.of();

  @Override
  public String toString() {
    return HEX.toHexDigits(first) + "-" + HEX.toHexDigits(second);
  }
}
