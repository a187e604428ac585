package bakelite.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class FetchedTest {
  private static final ObjectKey KEY = new ObjectKey("c/01");

  private static Fetched of(long length, InputStream stream) {
    return new Fetched(new ObjectVersion(10, Instant.EPOCH), length, stream);
  }

  private static InputStream bytes(int length) {
    return new ByteArrayInputStream(new byte[length]);
  }

  @Test
  void exactlyTheBytesThatAreWantedAreRead() throws Exception {
    assertArrayEquals(new byte[10], of(10, bytes(10)).readExactly(KEY, 10));
    assertArrayEquals(new byte[0], of(0, bytes(0)).readExactly(KEY, 0));
  }

  @Test
  void aStreamThatEndsEarlyIsDamaged() {
    assertDamaged(of(10, bytes(9)), 10, "expected 10 bytes, found only 9");
  }

  @Test
  void aStreamThatGoesOnIsDamaged() {
    assertDamaged(of(10, bytes(11)), 10, "expected 10 bytes, found more");
    assertDamaged(of(0, bytes(1)), 0, "found more");
  }

  @Test
  void anAnswerOfAnotherLengthIsDamagedBeforeItIsRead() {
    assertDamaged(of(11, bytes(10)), 10, "found an answer of 11");
  }

  private static void assertDamaged(Fetched fetched, int wanted, String message) {
    var error = assertThrows(StoreException.Damaged.class, () -> fetched.readExactly(KEY, wanted));
    assertTrue(error.getMessage().contains(message), error.getMessage());
    assertTrue(error.getMessage().contains(KEY.text()), error.getMessage());
  }

  @Test
  void aStreamThatBreaksIsWorthAnotherTry() {
    var breaking =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            throw new IOException("connection reset");
          }
        };
    var fetched = of(10, new SequenceInputStream(bytes(5), breaking));
    var error = assertThrows(StoreException.Unreachable.class, () -> fetched.readExactly(KEY, 10));
    assertTrue(error.getMessage().contains("connection reset"));
  }
}
