package bakelite.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.daemon.StatusSentence.Member;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusSentenceTest {
  @Test
  void whenAllIsWellItSaysHowMany() {
    assertEquals("no database yet", StatusSentence.of(List.of()));
    assertEquals(
        "protecting all of 1 database", StatusSentence.of(List.of(in(DatabaseState.PROTECTING))));
    assertEquals(
        "protecting all of 2 databases",
        StatusSentence.of(List.of(in(DatabaseState.PROTECTING), in(DatabaseState.PROTECTING))));
  }

  @Test
  void theWorstComesFirstWithItsReason() {
    assertEquals(
        "protecting 1 of 4 databases; failed: shop (it is not in WAL mode); snapshotting: app and 1 more",
        StatusSentence.of(
            List.of(
                in(DatabaseState.SNAPSHOTTING),
                in(DatabaseState.PROTECTING),
                in(DatabaseState.SNAPSHOTTING),
                new Member(
                    "shop",
                    DatabaseState.FAILED,
                    Optional.of("it is not in WAL mode\nand more of it")))));
  }

  @Test
  void aLongReasonIsCut() {
    var member = new Member("shop", DatabaseState.FAILED, Optional.of("x".repeat(1000)));
    var sentence = StatusSentence.of(List.of(member));
    assertTrue(sentence.endsWith("x…)"), sentence);
    assertTrue(sentence.length() < 250, sentence);
  }

  private static Member in(DatabaseState state) {
    return new Member("app", state, Optional.empty());
  }
}
