package bakelite.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorTest {
  private static final byte[] BYTES = new byte[700_000];
  private static Path file;

  @BeforeContainer
  static void write() throws IOException {
    new Random(1).nextBytes(BYTES);
    file = Files.createTempFile("descriptor", ".bin");
    Files.write(file, BYTES);
  }

  @AfterContainer
  static void delete() throws IOException {
    Files.delete(file);
  }

  @Property(tries = 200)
  void readsWhatIsThereAndNoMore(
      @ForAll @IntRange(max = 750_000) int offset,
      @ForAll @IntRange(max = 600_000) int length,
      @ForAll boolean direct)
      throws IOException {
    var target = direct ? ByteBuffer.allocateDirect(length + 3) : ByteBuffer.allocate(length + 3);
    target.position(2).limit(length + 2);
    try (var descriptor = Descriptor.open(file)) {
      int expected = Math.max(0, Math.min(length, BYTES.length - offset));
      assertEquals(expected, descriptor.read(target, offset));
      assertEquals(2 + expected, target.position());
      var read = new byte[expected];
      target.get(2, read);
      assertArrayEquals(
          expected == 0 ? read : Arrays.copyOfRange(BYTES, offset, offset + expected), read);
    }
  }

  @Test
  void anInterruptDoesNotCloseIt(@TempDir Path folder) throws IOException {
    var small = Files.writeString(folder.resolve("small"), "hello");
    try (var descriptor = Descriptor.open(small)) {
      Thread.currentThread().interrupt();
      var target = ByteBuffer.allocate(5);
      assertEquals(5, descriptor.read(target, 0));
      assertTrue(Thread.interrupted());
      assertEquals(5, descriptor.size());
    }
  }

  @Test
  void itKnowsItsFileAfterTheNameIsGone(@TempDir Path folder) throws IOException {
    var small = Files.writeString(folder.resolve("small"), "hello");
    var id = FileId.at(small).orElseThrow();
    try (var descriptor = Descriptor.open(small)) {
      Files.delete(small);
      Files.writeString(small, "another");
      assertEquals(id, descriptor.id(small));
    }
  }

  @Test
  void afterCloseNothingIsRead(@TempDir Path folder) throws IOException {
    var small = Files.writeString(folder.resolve("small"), "hello");
    var descriptor = Descriptor.open(small);
    descriptor.close();
    descriptor.close();
    assertThrows(ClosedChannelException.class, () -> descriptor.read(ByteBuffer.allocate(1), 0));
  }

  @Test
  void aMissingFileIsNamedByTheKernelsReason(@TempDir Path folder) {
    var refused = assertThrows(Posix.Refused.class, () -> Descriptor.open(folder.resolve("none")));
    assertEquals(Errno.NO_ENTRY, refused.errno());
    assertEquals("open: no such file", refused.getMessage());
  }
}
