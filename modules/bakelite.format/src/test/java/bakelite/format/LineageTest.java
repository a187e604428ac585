package bakelite.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The expected values were computed with another implementation of BLAKE3.
class LineageTest {
  private static final Id128 REPLICA = new Id128(0x0001020304050607L, 0x08090a0b0c0d0e0fL);
  private static final Id128 DATABASE = new Id128(0x1011121314151617L, 0x18191a1b1c1d1e1fL);
  private static final Lineage LINEAGE = Lineage.of(REPLICA, DATABASE);

  private static final CommitRecord FIRST =
      new CommitRecord(
          1,
          1_700_000_000_000L,
          3,
          4096,
          Set.of(CommitFlag.ORIGIN, CommitFlag.RELEASED),
          new Digest(0x0102030405060708L, 0x090a0b0c0d0e0f10L));

  @Test
  void theChainIsAsTheFormatDefinesIt() {
    assertEquals(
        "18d3384a9afc2beb5aa30b2e2de914017097323f6917df1ba980a6665ec3f071",
        LINEAGE.start().toString());
    assertEquals("18d3384a", LINEAGE.start().tag());
    var first = LINEAGE.next(LINEAGE.start(), FIRST);
    assertEquals(
        "65d38d7cb3d40aec140272e5f58b39c90b45a6891eb4a5a6d92d7f704b105c75", first.toString());
    var second = new CommitRecord(2, -1, 0xffff_fffeL, 65536, Set.of(), new Digest(-1, -1));
    assertEquals(
        "9ef42b1e8edc6e3582743738e10d59614d36d4c489a1b7a922133613250b78f0",
        LINEAGE.next(first, second).toString());
  }

  @Test
  void aValueBindsEveryFieldOfItsRecordAndTheValueBefore() {
    var flags = FIRST.flags();
    var digest = FIRST.digest();
    var records =
        List.of(
            FIRST,
            new CommitRecord(2, FIRST.timeMillis(), 3, 4096, flags, digest),
            new CommitRecord(1, FIRST.timeMillis() + 1, 3, 4096, flags, digest),
            new CommitRecord(1, FIRST.timeMillis(), 4, 4096, flags, digest),
            new CommitRecord(1, FIRST.timeMillis(), 3, 8192, flags, digest),
            new CommitRecord(1, FIRST.timeMillis(), 3, 4096, Set.of(CommitFlag.ORIGIN), digest),
            new CommitRecord(1, FIRST.timeMillis(), 3, 4096, flags, Digest.EMPTY));
    var values = new HashSet<LineageValue>();
    for (var record : records) {
      values.add(LINEAGE.next(LINEAGE.start(), record));
      values.add(LINEAGE.next(LINEAGE.next(LINEAGE.start(), FIRST), record));
    }
    assertEquals(2 * records.size(), values.size());
  }

  @Test
  void replicasAndDatabasesHaveChainsOfTheirOwn() {
    var otherReplica = Lineage.of(DATABASE, DATABASE);
    var otherDatabase = Lineage.of(REPLICA, REPLICA);
    assertNotEquals(LINEAGE.start(), otherReplica.start());
    assertNotEquals(LINEAGE.start(), otherDatabase.start());
    var value = LINEAGE.start();
    assertNotEquals(LINEAGE.next(value, FIRST), otherReplica.next(value, FIRST));
  }

  @Test
  void aValueHasThirtyTwoBytesOfItsOwn() {
    var bytes = LINEAGE.start().bytes();
    bytes[0]++;
    assertNotEquals(LINEAGE.start(), new LineageValue(bytes));
    assertThrows(IllegalArgumentException.class, () -> new LineageValue(new byte[31]));
  }
}
