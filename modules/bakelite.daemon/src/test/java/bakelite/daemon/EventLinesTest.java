package bakelite.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bakelite.backup.BackupEvent;
import bakelite.format.CommitRecord;
import bakelite.format.Digest;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventLinesTest {
  @Test
  void aFullCopyIsToldWithItsSizePlaceAndTime() {
    assertEquals(
        "app: protecting 1.1 GiB in /backups (full copy took 4.1 s)",
        line(new BackupEvent.CopyFinished(closing(288_000), Duration.ofMillis(4_123))));
  }

  @Test
  void storeTroubleSaysWhatIsWrongWhatToDoAndWhenItIsTriedAgain() {
    assertEquals(
        "app: store trouble, keeping commits in the local spool: cannot write x: no space; make room"
            + " (next try in 8.0 s)",
        line(
            new BackupEvent.StoreTrouble(
                "cannot write x: no space", "make room", Duration.ofSeconds(8))));
  }

  @Test
  void sizesHaveOneDigitAfterThePointAndBytesHaveNone() {
    assertEquals("0 bytes", EventLines.size(0));
    assertEquals("1023 bytes", EventLines.size(1023));
    assertEquals("1.0 KiB", EventLines.size(1024));
    assertEquals("16.0 MiB", EventLines.size(16 << 20));
  }

  @Test
  void timesAreInTheUnitThatAPersonWouldUse() {
    assertEquals("999 ms", EventLines.duration(Duration.ofMillis(999)));
    assertEquals("1.5 s", EventLines.duration(Duration.ofMillis(1_500)));
    assertEquals("2 min", EventLines.duration(Duration.ofSeconds(150)));
  }

  private static String line(BackupEvent event) {
    return EventLines.of("app", "/backups", event).text();
  }

  private static CommitRecord closing(long pages) {
    return new CommitRecord(3, 1, pages, 4096, Set.of(), Digest.EMPTY);
  }
}
