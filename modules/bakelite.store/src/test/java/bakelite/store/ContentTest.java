package bakelite.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

final class ContentTest {
  private static Content lying(long length, int bytes) {
    return new Content() {
      @Override
      public long length() {
        return length;
      }

      @Override
      public InputStream open() throws IOException {
        if (bytes < 0) {
          throw new IOException("no such spool file");
        }
        return new ByteArrayInputStream(new byte[bytes]);
      }
    };
  }

  @Test
  void aTrueContentIsReadAsItIs() throws Exception {
    var bytes = new byte[] {1, -1, 0, 127};
    try (var stream = Content.checked(Content.of(bytes))) {
      assertEquals(1, stream.read());
      assertEquals(255, stream.read());
      assertArrayEquals(new byte[] {0, 127}, stream.readAllBytes());
      assertEquals(-1, stream.read());
    }
  }

  @Test
  void aContentThatLiesIsCaughtAtItsEnd() {
    for (var content : new Content[] {lying(10, 9), lying(10, 11), lying(0, 1), lying(1, 0)}) {
      assertThrows(
          UncheckedIOException.class,
          () -> {
            try (var stream = Content.checked(content)) {
              stream.transferTo(java.io.OutputStream.nullOutputStream());
            }
          });
    }
  }

  @Test
  void aContentThatCannotBeOpenedIsNotTheStoresFault() {
    assertThrows(UncheckedIOException.class, () -> Content.checked(lying(1, -1)).close());
  }

  @Test
  void contentInMemoryCanBeOpenedAgain() throws Exception {
    var content = Content.of(new byte[] {1, 2});
    assertEquals(2, content.length());
    for (var i = 0; i < 2; i++) {
      try (var stream = content.open()) {
        assertArrayEquals(new byte[] {1, 2}, stream.readAllBytes());
      }
    }
  }
}
