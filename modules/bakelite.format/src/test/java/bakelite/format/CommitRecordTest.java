package bakelite.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bakelite.format.record.RecordField;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommitRecordTest {
  @Test
  void everyFieldIsWhereTheLayoutSays() {
    var record =
        new CommitRecord(
            1,
            1_700_000_000_000L,
            3,
            4096,
            Set.of(CommitFlag.ORIGIN, CommitFlag.RELEASED),
            new Digest(0x0102030405060708L, 0x090a0b0c0d0e0f10L));
    assertEquals(
        "01000000000000000068e5cf8b010000030000000010000012000000100f0e0d0c0b0a090807060504030201",
        HexFormat.of().formatHex(record.bytes()));
  }

  @Test
  void theLargestNumbersFit() {
    assertEquals(
        "0200000000000000fffffffffffffffffeffffff0000010000000000ffffffffffffffffffffffffffffffff",
        HexFormat.of()
            .formatHex(
                new CommitRecord(2, -1, 0xffff_fffeL, 65536, Set.of(), new Digest(-1, -1))
                    .bytes()));
  }

  @Test
  void morePagesThanThirtyTwoBitsAreRefused() {
    var record = new CommitRecord(1, 0, 1L << 32, 512, Set.of(), Digest.EMPTY);
    assertThrows(IllegalArgumentException.class, record::bytes);
  }

  @Test
  void theFieldsFillTheRecordWithoutAGap() {
    int end = 0;
    for (var field : RecordField.values()) {
      assertEquals(end, field.offset, field.name());
      end += field.bytes;
    }
    assertEquals(CommitRecord.BYTES, end);
  }

  @Test
  void claimsAndUnknownDigestsAreNoRestorePoints() {
    for (var flag : CommitFlag.values()) {
      var record = new CommitRecord(1, 0, 0, 512, Set.of(flag), Digest.EMPTY);
      boolean never = flag == CommitFlag.CLAIM || flag == CommitFlag.DIGEST_UNKNOWN;
      assertEquals(!never, record.isRestorePoint(), flag.name());
    }
  }
}
