package bakelite.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.backup.BackupEvent;
import bakelite.format.CommitRecord;
import bakelite.format.Digest;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Events folded into what `status` says.
class ConditionTest {
  private static final BackupEvent AWAY =
      new BackupEvent.StoreTrouble("no route", "wait", Duration.ofSeconds(1));

  private final Condition condition = new Condition();

  @Test
  void aFirstStartCopiesAndThenProtects() {
    assertEquals(DatabaseState.STARTING, state());
    condition.tell(new BackupEvent.CopyStarted("first full copy", 10, 4096));
    assertEquals(DatabaseState.SNAPSHOTTING, state());
    assertFalse(condition.isReady());
    condition.tell(new BackupEvent.CopyFinished(closing(10), Duration.ofSeconds(1)));
    assertEquals(DatabaseState.PROTECTING, state());
    assertTrue(condition.isReady());
  }

  @Test
  void troubleWithTheStoreHidesEverythingElseUntilItIsOver() {
    condition.tell(new BackupEvent.CopyStarted("first full copy", 10, 4096));
    condition.tell(AWAY);
    assertEquals(DatabaseState.BACKING_OFF, state());
    assertEquals(Optional.of("no route"), condition.problem());
    condition.tell(new BackupEvent.StoreBack());
    assertEquals(DatabaseState.SNAPSHOTTING, state());
    assertEquals(Optional.empty(), condition.problem());
  }

  @Test
  void whatHadToWaitIsCaughtUpWithAndNewCommitsDoNotCount() {
    condition.tell(new BackupEvent.Resumed(5));
    condition.tell(AWAY);
    condition.tell(new BackupEvent.StoreBack());
    assertEquals(DatabaseState.CATCHING_UP, condition.state(standing(20, 5)));
    assertEquals(DatabaseState.CATCHING_UP, condition.state(standing(30, 19)));
    assertEquals(DatabaseState.PROTECTING, condition.state(standing(40, 20)));
    assertEquals(DatabaseState.PROTECTING, condition.state(standing(50, 21)));
  }

  @Test
  void troubleOfASessionThatWasReplacedEndsWhenNothingWaits() {
    condition.tell(new BackupEvent.Resumed(5));
    condition.tell(AWAY);
    condition.tell(new BackupEvent.ContinuityLost("another file"));
    condition.tell(new BackupEvent.ResyncStarted("another file", 10, 4096));
    condition.tell(
        new BackupEvent.ResyncFinished(1, 10, Duration.ofSeconds(1), OptionalLong.empty()));
    assertEquals(DatabaseState.BACKING_OFF, condition.state(standing(9, 8)));
    assertEquals(DatabaseState.PROTECTING, condition.state(standing(9, 9)));
  }

  @Test
  void anApplicationThatMakesItsDatabaseItselfIsNotMadeToWait() {
    condition.enter(DatabaseState.MISSING, Optional.of("no file"));
    assertTrue(condition.isReady());
    condition.enter(DatabaseState.FAILED, Optional.of("not in WAL mode"));
    assertFalse(condition.isReady());
    condition.tell(new BackupEvent.Waiting("no -wal yet", "start the application"));
    assertEquals(DatabaseState.WAITING, state());
    assertTrue(condition.isReady());
  }

  @Test
  void statesAreWrittenAsDocumented() {
    assertEquals(
        "fenced failed stalled missing stopped backing-off waiting detached resyncing snapshotting starting"
            + " catching-up protecting",
        String.join(
            " ",
            java.util.Arrays.stream(DatabaseState.values()).map(DatabaseState::words).toList()));
    for (var state : DatabaseState.values()) {
      assertEquals(Optional.of(state), DatabaseState.of(state.words()));
    }
  }

  private DatabaseState state() {
    return condition.state(Optional.empty());
  }

  private static Optional<Standing> standing(long captured, long durable) {
    return Optional.of(
        new Standing(
            captured,
            1,
            durable,
            1,
            captured > durable ? OptionalLong.of(1) : OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            0));
  }

  private static CommitRecord closing(long pages) {
    return new CommitRecord(3, 1, pages, 4096, Set.of(), Digest.EMPTY);
  }
}
