package bakelite.store.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.Content;
import bakelite.store.StoreException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Of an upload that does not come to its end nothing is ever seen.
public interface ContentRules extends StoreRules {
  /// Small, beyond every buffer, and beyond the part size of a multipart upload.
  @ParameterizedTest
  @ValueSource(ints = {10, 300_000, 12 << 20})
  default void aContentThatBreaksLeavesNothing(int size) throws Exception {
    var breaking = TestContent.breaking(Workbench.bytes(size, 1));
    assertRefused(breaking);
  }

  /// Truncated at its source: the length is the only witness.
  @Test
  default void aContentThatIsTooShortLeavesNothing() throws Exception {
    assertRefused(TestContent.lying(1, new byte[0]));
    assertRefused(TestContent.lying(100_001, new byte[100_000]));
  }

  /// Grown under our hands.
  @Test
  default void aContentThatIsTooLongLeavesNothing() throws Exception {
    assertRefused(TestContent.lying(0, new byte[1]));
    assertRefused(TestContent.lying(100_000, new byte[100_001]));
  }

  private void assertRefused(Content content) throws Exception {
    var store = bench().store();
    var key = bench().key("a/b");
    assertThrows(UncheckedIOException.class, () -> store.putIfAbsent(key, content));
    assertThrows(UncheckedIOException.class, () -> store.put(key, content));
    assertEquals(Optional.empty(), store.head(key));
    assertEquals(List.of(), bench().list(""));
    bench().create(key, Workbench.ascii("the key is free"));
    assertThrows(UncheckedIOException.class, () -> store.put(key, content));
    assertEquals("the key is free", bench().text(key), "the old object stays");
    store.delete(List.of(key));
  }

  /// While it is being uploaded there is nothing to be seen.
  @Test
  default void halfAnUploadIsNotVisible() throws Exception {
    var store = bench().store();
    var key = bench().key("a/b");
    var bytes = Workbench.bytes(200_000, 1);
    var seen = new ArrayList<Object>();
    var watched =
        TestContent.halfway(
            bytes,
            () -> {
              try {
                seen.addAll(store.head(key).stream().toList());
                seen.addAll(bench().list(""));
              } catch (StoreException.Unreachable waits) {
                // A store may let readers wait for the upload, which shows nothing.
              } catch (StoreException e) {
                seen.add(e);
              }
            });
    store.putIfAbsent(key, watched);
    assertEquals(List.of(), seen);
    assertArrayEquals(bytes, bench().read(key));
  }

  /// Stopped in the middle: whole or nothing, and the thread still knows.
  @Test
  default void aThreadThatIsInterruptedLeavesAWholeObjectOrNone() throws Exception {
    var store = bench().store();
    var bytes = Workbench.bytes(200_000, 1);
    var interrupting = TestContent.halfway(bytes, () -> Thread.currentThread().interrupt());
    for (var name : List.of("put", "created")) {
      var key = bench().key(name);
      try {
        if (name.equals("put")) {
          store.put(key, interrupting);
        } else {
          store.putIfAbsent(key, interrupting);
        }
      } catch (StoreException.Unreachable _) {
        // As good as having finished.
      } finally {
        assertTrue(Thread.interrupted(), "the interrupt is the caller's to handle");
      }
      if (store.head(key).isPresent()) {
        assertArrayEquals(bytes, bench().read(key));
      }
    }
    var after = bench().key("after");
    bench().put(after, "usable");
    assertEquals("usable", bench().text(after), "the store works on");
  }
}
