package bakelite.store.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bakelite.store.ByteRange;
import bakelite.store.Content;
import bakelite.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// One store serves many threads.
public interface ConcurrencyRules extends StoreRules {
  /// Each thread with its own keys, all in the same folders: nobody gets another's bytes.
  @Test
  default void manyThreadsDoNotGetInEachOthersWay() throws Exception {
    var tasks = new ArrayList<Callable<Integer>>();
    for (var thread = 0; thread < 8; thread++) {
      var name = "t" + thread;
      var seed = thread;
      tasks.add(() -> {
        for (var i = 0; i < 15; i++) {
          useOneKey(name + "-" + i, Workbench.bytes(5_000 * i + seed, seed * 100 + i), i);
        }
        return 0;
      });
    }
    Workbench.together(tasks);
    assertEquals(8 * 10, bench().list("").size());
  }

  private void useOneKey(String name, byte[] bytes, int i) throws Exception {
    var store = bench().store();
    var key = bench().key("new-folder-" + i + "/" + name);
    bench().create(key, bytes);
    assertArrayEquals(bytes, bench().read(key));
    if (bytes.length > 10) {
      try (var part = store.get(key, new ByteRange(5, bytes.length - 5))) {
        assertArrayEquals(
            Arrays.copyOfRange(bytes, 5, bytes.length), part.readExactly(key, bytes.length - 5));
      }
    }
    if (i % 3 == 0) {
      store.delete(List.of(key));
      assertEquals(Optional.empty(), store.head(key));
    }
  }

  /// The whole object, or an error; never a part that passes for it.
  @Test
  default void aReadDuringADeletionGivesAllOrAnError() throws Exception {
    var key = bench().key("a");
    var bytes = Workbench.bytes(3 << 20, 1);
    bench().store().put(key, Content.of(bytes));
    try (var fetched = bench().store().get(key)) {
      var first = fetched.stream().readNBytes(1_000);
      assertArrayEquals(Arrays.copyOf(bytes, 1_000), first);
      bench().store().delete(List.of(key));
      try {
        var rest = fetched.stream().readAllBytes();
        assertArrayEquals(Arrays.copyOfRange(bytes, 1_000, bytes.length), rest);
      } catch (IOException _) {
        // The contract leaves that to the store.
      }
    }
  }

  /// Deleting what another deletes is no error.
  @Test
  default void twoDeletionsOfOneObjectBothSucceed() throws Exception {
    for (var round = 0; round < 20; round++) {
      var key = bench().key("a/" + round);
      bench().put(key);
      Callable<Integer> deletion =
          () -> {
            bench().store().delete(List.of(key));
            return 0;
          };
      Workbench.together(List.of(deletion, deletion, deletion, deletion));
      assertEquals(Optional.empty(), bench().store().head(key));
    }
  }

  /// A reader that comes while an object is created and deleted sees it whole or misses it.
  @Test
  default void aReaderDuringCreationsSeesWholeObjectsOnly() throws Exception {
    var key = bench().key("a/b");
    var bytes = Workbench.bytes(50_000, 9);
    Callable<Integer> writer =
        () -> {
          for (var i = 0; i < 60; i++) {
            bench().create(key, bytes);
            bench().store().delete(List.of(key));
          }
          bench().create(key, bytes);
          return 0;
        };
    Callable<Integer> reader =
        () -> {
          for (var i = 0; i < 200; i++) {
            try (var fetched = bench().store().get(key)) {
              assertArrayEquals(bytes, fetched.stream().readAllBytes());
            } catch (StoreException.Missing | IOException _) {
              // Deleted just then.
            }
          }
          return 0;
        };
    Workbench.together(List.of(writer, reader, reader));
  }
}
