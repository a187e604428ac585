package bakelite.restore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.format.ObjectHeader.WriterVersion;
import bakelite.format.Preamble;
import bakelite.replica.Problem;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.Target;
import bakelite.store.Content;
import bakelite.store.ObjectKey;
import bakelite.store.testkit.MemoryStore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bytes of an object that are not what was written.
class DamagedObjectTest {
  private static final Specimen SMALL = Restoring.small();

  /// Restores of one byte in so many: each that succeeds waits for the disk.
  private static final int STEP = 5;

  @TempDir Path folder;
  private final MemoryStore store = Specimen.memory();

  @BeforeEach
  void fill() throws Exception {
    SMALL.in(store);
  }

  @Test
  void everyFlippedByteOfEveryObjectIsFoundByVerify() throws Exception {
    for (var object : SMALL.objects().entrySet()) {
      for (int at = 0; at < object.getValue().length; at++) {
        replace(object.getKey(), flipped(object.getValue(), at));
        assertFound(object.getKey(), "byte " + at);
      }
      replace(object.getKey(), object.getValue());
    }
  }

  @Test
  void aFlippedByteNeverGivesAnotherDatabase() throws Exception {
    var wanted = SMALL.chronicle().last();
    for (var object : SMALL.objects().entrySet()) {
      int refusals = 0;
      for (int at = 0; at < object.getValue().length; at += STEP) {
        replace(object.getKey(), flipped(object.getValue(), at));
        refusals += isRefused(object.getKey(), wanted) ? 1 : 0;
      }
      // What it does not look at are old images, and the hash over the whole object.
      boolean isNeeded = !object.getKey().text().equals(Restoring.NOT_NEEDED);
      assertTrue(
          isNeeded ? refusals >= (512 - 32) / STEP : refusals == 0,
          object.getKey() + ": " + refusals);
      replace(object.getKey(), object.getValue());
    }
  }

  @Test
  void everyOtherLengthOfAnyObjectIsFound() throws Exception {
    for (var object : SMALL.objects().entrySet()) {
      var bytes = object.getValue();
      for (int length = 0; length <= bytes.length + 3; length++) {
        if (length != bytes.length) {
          replace(object.getKey(), Arrays.copyOf(bytes, length));
          assertFound(object.getKey(), "length " + length);
          if (length % STEP == 0 && !object.getKey().text().equals(Restoring.NOT_NEEDED)) {
            assertTrue(isRefused(object.getKey(), SMALL.chronicle().last()), "length " + length);
          }
        }
      }
      replace(object.getKey(), bytes);
    }
  }

  @Test
  void aNewerFormatIsNoDamageAndNamesTheObjectAndTheVersionToInstall() throws Exception {
    for (var object : SMALL.objects().entrySet()) {
      replace(object.getKey(), ofTheFuture(object.getValue()));
      for (var refused :
          List.of(
              assertThrows(
                  ReplicaException.NewerFormat.class, () -> verify(new Replica(store, ""))),
              assertThrows(ReplicaException.NewerFormat.class, () -> restoreAnew()))) {
        assertTrue(refused.getMessage().contains(object.getKey().text()), refused.getMessage());
        assertEquals("install bakelite 7.8.9 or newer", refused.hint());
      }
      replace(object.getKey(), object.getValue());
    }
    Restoring.assertHolds(folder);
  }

  @Test
  void whatIsWrongIsSaidWithObjectOffsetExpectedAndFound() throws Exception {
    var key = new ObjectKey("c/0000000000000005");
    replace(key, flipped(SMALL.objects().get(key), 0));
    var problem = verify(new Replica(store, "")).getFirst();
    assertEquals(
        new Problem(
            key.text(),
            0,
            "the magic BAKELITE",
            "43414b454c495445",
            "the object was changed after it was written, or its disk or transport is faulty; restore"
                + " from another copy, or an earlier commit that does not need it"),
        problem);
    assertEquals(
        "cannot read c/0000000000000005 at byte 0: expected the magic BAKELITE, found"
            + " 43414b454c495445",
        problem.message());
    var refused = assertThrows(ReplicaException.Damaged.class, this::restoreAnew);
    assertEquals(problem, refused.problem());
    assertEquals(problem.message(), refused.getMessage());
    assertEquals(problem.hint(), refused.hint());
  }

  private static byte[] flipped(byte[] bytes, int at) {
    var flipped = bytes.clone();
    flipped[at] ^= (byte) (1 << (at % 8));
    return flipped;
  }

  /// The object with another format version, and a header checksum that is right.
  private static byte[] ofTheFuture(byte[] bytes) {
    var future = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
    new Preamble(2, new WriterVersion(7, 8, 9)).seal(future);
    return future.array();
  }

  private void replace(ObjectKey key, byte[] bytes) throws Exception {
    store.put(key, Content.of(bytes));
  }

  private static List<Problem> verify(Replica replica) throws Exception {
    return new Verifier(replica).verify().problems();
  }

  private void restoreAnew() throws Exception {
    Restoring.restore(new Replica(store, ""), new Target.Latest(), folder.resolve("out.db"));
  }

  private void assertFound(ObjectKey key, String how) throws Exception {
    var problems = verify(new Replica(store, ""));
    assertEquals(List.of(key.text()), problems.stream().map(Problem::object).toList(), how);
    var problem = problems.getFirst();
    assertTrue(problem.offset() >= 0 && !problem.expected().equals(problem.found()), how);
  }

  /// Restores. What comes out is the database or a refusal that names the object, and nothing else
  /// is left.
  private boolean isRefused(ObjectKey key, Chronicle.Moment wanted) throws Exception {
    try {
      restoreAnew();
    } catch (ReplicaException.Damaged refused) {
      assertEquals(key.text(), refused.problem().object());
      assertFalse(refused.hint().isEmpty());
      Restoring.assertHolds(folder);
      return true;
    }
    var output = folder.resolve("out.db");
    assertArrayEquals(wanted.file(), Files.readAllBytes(output));
    Restoring.assertHolds(folder, "out.db");
    Files.delete(output);
    return false;
  }
}
