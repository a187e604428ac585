package bakelite.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/// The header of a WAL. All numbers big-endian.
///
/// | offset | bytes | field    | meaning                                                        |
/// |-------:|------:|----------|----------------------------------------------------------------|
/// |      0 |     4 | magic    | 377f0682; one more when checksums are over big-endian words    |
/// |      4 |     4 | version  | 3007000                                                        |
/// |      8 |     4 | pageSize | 512 to 65536                                                   |
/// |     12 |     4 | sequence | of checkpoints, as one connection counts them; not looked at   |
/// |     16 |     8 | salts    | name the generation; every frame repeats them                  |
/// |     24 |     8 | checksum | over bytes 0 to 23; the checksum of frame 1 continues it       |
///
/// @param checksum where the cumulative checksum starts
record WalHeader(Salts salts, boolean bigEndian, int pageSize, Checksum checksum) {
  static final int BYTES = 32;
  static final int VERSION = 3_007_000;

  private static final int MAGIC = 0x377f0682;

  /// What the first bytes of a WAL turn out to be.
  sealed interface Parsed {
    record Valid(WalHeader header) implements Parsed {}

    record Invalid(String expected, String found) implements Parsed {}
  }

  static Parsed read(ByteSource wal) throws IOException {
    var bytes = ByteBuffer.allocate(BYTES);
    int count = Window.readFully(wal, bytes, 0);
    if (count < BYTES) {
      return new Parsed.Invalid("a WAL header of 32 bytes", "a file of " + count + " bytes");
    }
    return parse(bytes.flip());
  }

  static Parsed parse(ByteBuffer bytes) {
    int magic = bytes.getInt(0);
    if ((magic & ~1) != MAGIC) {
      return new Parsed.Invalid("magic 377f0682 or 377f0683", HexFormat.of().toHexDigits(magic));
    }
    int version = bytes.getInt(4);
    if (version != VERSION) {
      return new Parsed.Invalid("WAL format version 3007000", Integer.toUnsignedString(version));
    }
    long pageSize = Integer.toUnsignedLong(bytes.getInt(8));
    if (!PageSize.isAllowed(pageSize)) {
      return new Parsed.Invalid("a page size from 512 to 65536", Long.toString(pageSize));
    }
    boolean bigEndian = (magic & 1) != 0;
    var checksum = new RunningChecksum(order(bigEndian));
    checksum.add(bytes, 0, BYTES - 8);
    var own = new Checksum(bytes.getInt(24), bytes.getInt(28));
    if (!checksum.value().equals(own)) {
      return new Parsed.Invalid("header checksum " + checksum.value(), own.toString());
    }
    var salts = new Salts(bytes.getInt(16), bytes.getInt(20));
    return new Parsed.Valid(new WalHeader(salts, bigEndian, (int) pageSize, own));
  }

  private static ByteOrder order(boolean bigEndian) {
    return bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /// The byte order of the words under the checksums.
  ByteOrder words() {
    return order(bigEndian);
  }

  WalPosition start() {
    return new WalPosition(salts, 0, Checksum.ZERO, bigEndian, pageSize);
  }

  WalPosition at(long frame, Checksum sum) {
    return new WalPosition(salts, frame, sum, bigEndian, pageSize);
  }
}
