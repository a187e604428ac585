package bakelite.store.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// A put replaces the whole object in one step.
public interface OverwriteRules extends StoreRules {
  /// Nothing of a longer one shines through.
  @Test
  default void aPutReplacesTheWholeObject() throws Exception {
    var key = bench().key("a");
    for (var size : new int[] {10_000, 10, 0, 70_000}) {
      var bytes = Workbench.bytes(size, size);
      var version = bench().store().put(key, Content.of(bytes));
      assertArrayEquals(bytes, bench().read(key));
      assertEquals(version, bench().store().head(key).orElseThrow());
      assertEquals(1, bench().list("").size());
    }
  }

  /// What create-only made, a put may replace.
  @Test
  default void aPutReplacesWhatWasCreated() throws Exception {
    var key = bench().key("a");
    bench().create(key, Workbench.ascii("created"));
    bench().put(key, "replaced");
    assertEquals("replaced", bench().text(key));
  }

  /// Old or new, never between.
  @Test
  default void aReaderDuringReplacementsSeesOneContentAtATime() throws Exception {
    var key = bench().key("a");
    var store = bench().store();
    store.put(key, Content.of(uniform(0)));
    var writing = new AtomicBoolean(true);
    var tasks = new ArrayList<Callable<Integer>>();
    tasks.add(() -> {
      try {
        for (var i = 1; i <= 60; i++) {
          store.put(key, Content.of(uniform(i)));
        }
      } finally {
        writing.set(false);
      }
      return 1;
    });
    Callable<Integer> reader =
        () -> {
          var reads = 0;
          while (writing.get() || reads == 0) {
            try (var fetched = store.get(key)) {
              var bytes = fetched.stream().readAllBytes();
              assertEquals(
                  fetched.version().size(), bytes.length, "version and bytes are of one put");
              assertArrayEquals(uniform(bytes[0]), bytes);
            } catch (IOException _) {
              // The store may end a stream whose object was replaced; half an object it may not
              // give.
            }
            reads++;
          }
          return reads;
        };
    tasks.addAll(List.of(reader, reader));
    var counts = Workbench.together(tasks);
    assertTrue(counts.get(1) > 0 && counts.get(2) > 0);
  }

  private static byte[] uniform(int i) {
    var bytes = new byte[20_000 + i * 1_000];
    Arrays.fill(bytes, (byte) i);
    return bytes;
  }
}
