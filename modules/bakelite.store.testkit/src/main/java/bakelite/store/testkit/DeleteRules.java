package bakelite.store.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bakelite.store.ObjectKey;
import bakelite.store.StoreException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Deletions take away what they name and nothing else.
public interface DeleteRules extends StoreRules {
  /// Gone for every client and in every answer.
  @Test
  default void aDeletedObjectIsGone() throws Exception {
    var store = bench().store();
    var key = bench().key("a/b");
    bench().put(key);
    store.delete(List.of(key));
    try (var another = bench().anotherClient()) {
      assertEquals(Optional.empty(), another.head(key));
      assertThrows(StoreException.Missing.class, () -> another.get(key).close());
    }
    assertEquals(List.of(), bench().list(""));
  }

  /// Names that begin alike are other objects.
  @Test
  default void aDeletionLeavesNeighboursAlone() throws Exception {
    for (var name : List.of("a-b", "a.b", "a/b", "a/c", "a0", "ab")) {
      bench().put(bench().key(name));
    }
    bench().store().delete(List.of(bench().key("a/b")));
    assertEquals(List.of("a-b", "a.b", "a/c", "a0", "ab"), bench().names(""));
  }

  /// Deletions are repeated after lost answers.
  @Test
  default void whatIsNotThereIsDeletedWithoutComplaint() throws Exception {
    var store = bench().store();
    var there = bench().key("there");
    bench().put(there);
    store.delete(List.of());
    store.delete(List.of(bench().key("nothing"), bench().key("no/such/folder")));
    store.delete(List.of(bench().key("there/below")));
    assertEquals(List.of("there"), bench().names(""));
    store.delete(List.of(bench().key("nothing"), there, there, bench().key("nothing-2")));
    assertEquals(List.of(), bench().names(""));
    store.delete(List.of(there));
  }

  /// A folder is no object: deleting its name takes nothing away.
  @Test
  default void theFolderOfObjectsIsNotDeletedWithItsName() throws Exception {
    bench().put(bench().key("a/b"));
    bench().store().delete(List.of(bench().key("a")));
    assertEquals(List.of("a/b"), bench().names(""));
  }

  /// More in one call than any server takes in one request.
  @Test
  default void manyObjectsAreDeletedInOneCall() throws Exception {
    var keys = new ArrayList<ObjectKey>();
    for (var i = 0; i < 1_300; i++) {
      keys.add(bench().key(String.format(Locale.ROOT, "many/%04d", i)));
    }
    // Every second one is there, of the first thousand and of the rest.
    bench().putAll(IntStream.range(0, 650).mapToObj(i -> keys.get(2 * i)).toList());
    var stays = bench().key("many-stays");
    bench().put(stays);
    Collections.shuffle(keys, new Random(7));
    bench().store().delete(keys);
    assertEquals(List.of("many-stays"), bench().names(""));
  }
}
