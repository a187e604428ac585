package bakelite.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeldLocksTest {
  private static final DatabaseFiles FILES =
      new DatabaseFiles(new FileId(1, 41), new FileId(1, 42), new FileId(1, 43));
  private static final String SHARED =
      "7: POSIX  ADVISORY  READ 4711 fe:00:41 1073741826 1073742335";
  private static final String MARK = "8: POSIX  ADVISORY  READ 4711 fe:00:43 124 124";
  private static final String DEAD_MAN = "9: POSIX  ADVISORY  READ 4711 fe:00:43 128 128";

  @Test
  void bothLocksOfThisProcessAreFoundOnWhateverDevice() {
    assertEquals(Optional.empty(), missing(DEAD_MAN, SHARED, MARK));
    assertEquals(Optional.empty(), missing(SHARED.replace("fe:00", "00:2b"), MARK));
  }

  @Test
  void locksOfOthersAndOtherKindsDoNotCount() {
    var noShared = Optional.of("the shared lock on the database");
    assertEquals(noShared, missing(MARK));
    assertEquals(noShared, missing(SHARED.replace("4711", "4712"), MARK));
    assertEquals(noShared, missing(SHARED.replace("POSIX ", "OFDLCK"), MARK));
    assertEquals(noShared, missing(SHARED.replace(": ", ": -> "), MARK));
    assertEquals(noShared, missing(SHARED.replace(":41 ", ":141 "), MARK));

    var noMark = Optional.of("the read mark in the -shm");
    assertEquals(noMark, missing(SHARED, DEAD_MAN));
    assertEquals(noMark, missing(SHARED, MARK.replace("READ ", "WRITE")));
    assertEquals(noMark, missing(SHARED, "", "10: something else"));
  }

  private static Optional<String> missing(String... lines) {
    return HeldLocks.missing(List.of(lines), 4711, FILES);
  }
}
