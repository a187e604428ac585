package bakelite.store.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import bakelite.store.ObjectKey;
import bakelite.store.StoredObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Where a listing begins and ends.
public interface ListingEdgeRules extends StoreRules {
  /// A prefix is characters, not segments.
  @Test
  default void aPrefixMayEndWithinASegment() throws Exception {
    for (var name : List.of("ab/c", "abc", "abd/e", "ac", "b")) {
      bench().put(bench().key(name));
    }
    assertEquals(List.of("ab/c", "abc", "abd/e", "ac"), bench().names("a"));
    assertEquals(List.of("ab/c", "abc", "abd/e"), bench().names("ab"));
    assertEquals(List.of("abd/e"), bench().names("abd/"));
    assertEquals(List.of("abd/e"), bench().names("abd/e"));
  }

  /// A slash at the end keeps neighbours out.
  @Test
  default void aPrefixWithASlashLeavesNeighboursOut() throws Exception {
    for (var name : List.of("a-b", "a.b", "a/b", "a/c/d", "a0", "ab")) {
      bench().put(bench().key(name));
    }
    assertEquals(List.of("a/b", "a/c/d"), bench().names("a/"));
    assertEquals(List.of("a/c/d"), bench().names("a/c"));
  }

  /// An object's own key lists it, and what goes on from there.
  @Test
  default void aWholeKeyAsPrefixListsTheObjectAndWhatGoesOn() throws Exception {
    for (var name : List.of("a", "a-b", "ab", "b")) {
      bench().put(bench().key(name));
    }
    assertEquals(List.of("a", "a-b", "ab"), bench().names("a"));
  }

  /// Nothing is an ordinary answer, also to a prefix that no key can have.
  @Test
  default void aPrefixOfNothingGivesAnEmptyPage() throws Exception {
    bench().put(bench().key("a/b"));
    for (var prefix : List.of("b", "a/b/", "a/b/c", "a//", "//", "../", "a/../", "A", "a b", "?")) {
      var page = bench().store().list(bench().prefix() + prefix, Optional.empty());
      assertEquals(List.of(), page.objects(), prefix);
      assertFalse(page.more(), prefix);
    }
    for (var prefix : List.of("/", "..", "../", "./", "\u00e4", "~")) {
      assertEquals(List.of(), bench().store().list(prefix, Optional.empty()).objects(), prefix);
    }
  }

  /// `after` is a place in the order; nothing has to be there.
  @Test
  default void aListingGoesOnAfterAnyKey() throws Exception {
    for (var name : List.of("b", "c/a", "c/b", "d")) {
      bench().put(bench().key(name));
    }
    assertEquals(List.of("b", "c/a", "c/b", "d"), namesAfter("a"));
    assertEquals(List.of("c/a", "c/b", "d"), namesAfter("b"));
    assertEquals(List.of("c/a", "c/b", "d"), namesAfter("c-"));
    assertEquals(List.of("c/a", "c/b", "d"), namesAfter("c"));
    assertEquals(List.of("c/b", "d"), namesAfter("c/a"));
    assertEquals(List.of("c/b", "d"), namesAfter("c/a/x"));
    assertEquals(List.of("d"), namesAfter("c/b"));
    assertEquals(List.of("d"), namesAfter("c0"));
    assertEquals(List.of(), namesAfter("d"));
    assertEquals(List.of(), namesAfter("e"));
  }

  private List<String> namesAfter(String name) throws Exception {
    return names("", Optional.of(bench().key(name)));
  }

  private List<String> names(String below, Optional<ObjectKey> after) throws Exception {
    var prefix = bench().prefix();
    return Workbench.list(bench().store(), prefix + below, after).stream()
        .map(object -> object.key().text().substring(prefix.length()))
        .toList();
  }

  /// A prefix and a place before, inside and behind it.
  @Test
  default void prefixAndAfterWorkTogether() throws Exception {
    for (var name : List.of("a/1", "b/1", "b/2", "b/3", "c/1")) {
      bench().put(bench().key(name));
    }
    assertEquals(List.of("b/1", "b/2", "b/3"), names("b/", Optional.of(bench().key("a/1"))));
    assertEquals(List.of("b/2", "b/3"), names("b/", Optional.of(bench().key("b/1"))));
    assertEquals(List.of(), names("b/", Optional.of(bench().key("b/3"))));
    assertEquals(List.of(), names("b/", Optional.of(bench().key("c/0"))));
  }

  /// All of the destination; it may hold more than this test's.
  @Test
  default void theEmptyPrefixListsEverything() throws Exception {
    var key = bench().key("a");
    bench().put(key);
    var before = new ObjectKey(bench().prefix() + "-");
    var page = bench().store().list("", Optional.of(before));
    assertEquals(Optional.of(key), page.objects().stream().map(StoredObject::key).findFirst());
  }
}
