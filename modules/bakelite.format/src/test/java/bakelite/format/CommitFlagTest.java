package bakelite.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommitFlagTest {
  @Test
  void eachFlagIsABitOfItsOwn() {
    assertEquals(31, CommitFlag.bits(EnumSet.allOf(CommitFlag.class)));
    assertEquals(0, CommitFlag.bits(Set.of()));
    assertEquals(18, CommitFlag.bits(Set.of(CommitFlag.RELEASED, CommitFlag.ORIGIN)));
  }
}
