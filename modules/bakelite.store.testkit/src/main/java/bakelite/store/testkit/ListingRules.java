package bakelite.store.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.Content;
import bakelite.store.ObjectKey;
import bakelite.store.StoredObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// A listing shows everything that is there, once, in order.
public interface ListingRules extends StoreRules {
  /// More than fit on a page of most stores.
  @Test
  default void manyObjectsComeInPagesWithoutGapOrDouble() throws Exception {
    var count = bench().extent().keys();
    var keys = new ArrayList<ObjectKey>();
    for (var i = 0; i < count; i++) {
      keys.add(bench().key(String.format(Locale.ROOT, "c/%016x", i * 7L)));
    }
    bench().putAll(keys);
    assertEquals(keys, bench().list("c/").stream().map(StoredObject::key).toList());
  }

  /// `-` and `.` come before `/`, digits, `_` and letters after it: a walk through folders by name
  /// would give another order.
  @Test
  default void theSlashSortsAmongTheOtherCharacters() throws Exception {
    var sorted =
        List.of(
            "a-b", "a-b-c", "a-c/x", "a.c", "a.c.d", "a/x", "a/x-1", "a/x.1", "a/x0", "a/y/z",
            "a/z-/b", "a/z./b", "a0", "a0-", "a_1", "aa", "b-/a", "b/a", "b0/a");
    var shuffled = new ArrayList<>(sorted);
    Collections.shuffle(shuffled, new Random(6));
    for (var name : shuffled) {
      bench().put(bench().key(name));
    }
    assertEquals(sorted.stream().sorted().toList(), sorted, "this test's own list");
    assertEquals(sorted, bench().names(""));
    // The order holds from any key on, not only from the start.
    for (var i = 0; i < sorted.size(); i++) {
      var after = java.util.Optional.of(bench().key(sorted.get(i)));
      var rest = Workbench.list(bench().store(), bench().prefix(), after);
      assertEquals(sorted.size() - i - 1, rest.size(), "after " + sorted.get(i));
    }
  }

  /// What is answered shows at once.
  @Test
  default void aPutShowsAtOnceAndADeletionToo() throws Exception {
    for (var i = 0; i < 20; i++) {
      var key = bench().key("a" + i);
      bench().put(key);
      assertEquals(List.of("a" + i), bench().names(""));
      bench().store().delete(List.of(key));
      assertEquals(List.of(), bench().names(""));
    }
  }

  /// A caller plans by what the listing tells.
  @Test
  default void aListingTellsSizesAndTimes() throws Exception {
    var store = bench().store();
    for (var size : new int[] {0, 1, 5_000}) {
      var key = bench().key("size-" + size);
      var version = store.put(key, Content.of(new byte[size]));
      assertEquals(size, version.size());
      assertEquals(List.of(new StoredObject(key, version)), bench().list("size-" + size));
    }
  }

  /// All that stays while others come and go is listed, once.
  @Test
  default void aListingDuringChangesShowsAllThatStays() throws Exception {
    var staying = new ArrayList<ObjectKey>();
    for (var i = 0; i < 200; i++) {
      staying.add(bench().key(String.format(Locale.ROOT, "k/%03d", i * 2)));
    }
    bench().putAll(staying);
    var listing = new AtomicBoolean(true);
    Callable<Integer> changing =
        () -> {
          for (var i = 0; listing.get(); i++) {
            var key = bench().key(String.format(Locale.ROOT, "k/%03d", i % 200 * 2 + 1));
            bench().put(key);
            bench().store().delete(List.of(key));
          }
          return 0;
        };
    Callable<Integer> lister =
        () -> {
          try {
            for (var i = 0; i < 20; i++) {
              var seen = bench().list("k/").stream().map(StoredObject::key).toList();
              assertTrue(new HashSet<>(seen).containsAll(staying), "all that stay");
            }
          } finally {
            listing.set(false);
          }
          return 0;
        };
    Workbench.together(List.of(changing, lister));
  }

  /// Nothing of the provider's own shows.
  @Test
  default void amongObjectsThereAreNoStrangers() throws Exception {
    bench().put(bench().key("a"));
    bench().create(bench().key("b/c"), new byte[10]);
    var page = bench().store().list(bench().prefix(), java.util.Optional.empty());
    assertEquals(List.of(), page.strangers());
    assertFalse(page.more());
  }
}
