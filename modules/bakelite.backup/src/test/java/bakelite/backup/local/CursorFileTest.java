package bakelite.backup.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.format.CommitFlag;
import bakelite.format.CommitRecord;
import bakelite.format.Digest;
import bakelite.format.Id128;
import bakelite.format.LineageValue;
import bakelite.wal.Checksum;
import bakelite.wal.Salts;
import bakelite.wal.WalPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CursorFileTest {
  @TempDir Path folder;

  @Test
  void aNewFileHasNoCursor() throws IOException {
    try (var file = CursorFile.open(folder)) {
      assertTrue(file.read().isEmpty());
    }
  }

  @Test
  void givesBackTheCursorWrittenLastAcrossRestarts() throws IOException {
    for (long index = 1; index <= 5; index++) {
      try (var file = CursorFile.open(folder)) {
        file.read();
        file.write(cursor(index));
      }
      try (var file = CursorFile.open(folder)) {
        assertEquals(Optional.of(cursor(index)), file.read());
      }
    }
  }

  @Test
  void aTornWriteLeavesTheCursorBefore() throws IOException {
    var path = folder.resolve("cursor");
    try (var file = CursorFile.open(folder)) {
      file.read();
      file.write(cursor(1));
      file.write(cursor(2));
      file.write(cursor(3));
    }
    var whole = Files.readAllBytes(path);
    for (int at = 0; at < CursorBytes.BYTES; at++) {
      var torn = whole.clone();
      Arrays.fill(torn, at, CursorBytes.BYTES, (byte) 0x5a);
      Files.write(path, torn);
      try (var file = CursorFile.open(folder)) {
        assertEquals(Optional.of(cursor(2)), file.read(), "torn from byte " + at);
      }
    }
  }

  @Test
  void aCursorWithoutAWalPositionComesBackWithoutOne() throws IOException {
    var known = cursor(9);
    var without =
        new Cursor(
            known.replica(),
            known.database(),
            known.origin(),
            false,
            known.last(),
            known.beforeLast(),
            known.atLast(),
            new Cursor.Source(1, 2, Optional.empty()));
    try (var file = CursorFile.open(folder)) {
      file.read();
      file.write(without);
      assertEquals(Optional.of(without), file.read());
    }
  }

  private static Cursor cursor(long index) {
    var record =
        new CommitRecord(
            index,
            1_700_000_000_000L,
            0xffff_fff0L,
            65536,
            Set.of(CommitFlag.CLAIM, CommitFlag.RELEASED),
            new Digest(-1, index));
    var position =
        new WalPosition(new Salts(-7, 8), index << 33, new Checksum(9, -10), true, 65536);
    return new Cursor(
        new Id128(-1, 2),
        new Id128(3, -4),
        index - 1,
        true,
        record,
        value(5),
        value(6),
        new Cursor.Source(-11, 12, Optional.of(position)));
  }

  private static LineageValue value(int fill) {
    var bytes = new byte[LineageValue.BYTES];
    Arrays.fill(bytes, (byte) fill);
    return new LineageValue(bytes);
  }
}
