package bakelite.store.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bakelite.store.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every key of the alphabet works and is kept as it is.
public interface KeyRules extends StoreRules {
  /// Each character at the beginning (but for the dot), in the middle and at the end of a segment.
  @Test
  default void everyCharacterOfTheAlphabetIsKept() throws Exception {
    var names = new ArrayList<String>();
    for (var c : "abcdefghijklmnopqrstuvwxyz0123456789_-".toCharArray()) {
      names.add("first/" + c + "x");
      names.add("middle/x" + c + "x");
      names.add("last/x" + c);
      names.add("alone/" + c);
    }
    names.addAll(List.of("middle/x.x", "last/x.", "folder./x", "-/x", "_/x", "x../y", "x/y..z"));
    for (var name : names) {
      bench().put(bench().key(name), name);
    }
    assertEquals(names.stream().sorted().toList(), bench().names(""));
    for (var name : names) {
      assertEquals(name, bench().text(bench().key(name)));
    }
  }

  /// A server that tidies names would make one of two.
  @Test
  default void namesThatLookAlikeAreDifferentObjects() throws Exception {
    var names =
        List.of("a", "a-", "a.", "a..", "a0", "a_", "con", "con.txt", "nul", "0", "00", "-", "--");
    for (var name : names) {
      bench().put(bench().key(name), name);
    }
    for (var name : names) {
      assertEquals(name, bench().text(bench().key(name)));
    }
    bench().store().delete(List.of(bench().key("a.")));
    assertEquals(names.size() - 1, bench().names("").size());
  }

  /// 200 characters between two slashes, 900 in all.
  @Test
  default void theLongestSegmentAndTheLongestKeyWork() throws Exception {
    var segment = "s".repeat(ObjectKey.MAX_SEGMENT);
    var longest = new StringBuilder(bench().prefix());
    while (longest.length() + ObjectKey.MAX_SEGMENT + 1 < ObjectKey.MAX_LENGTH) {
      longest.append(segment).append('/');
    }
    longest.append("k".repeat(ObjectKey.MAX_LENGTH - longest.length()));
    var key = new ObjectKey(longest.toString());
    var twin = new ObjectKey(longest.substring(0, ObjectKey.MAX_LENGTH - 1) + "x");
    bench().put(key, "one");
    bench().put(twin, "two");
    assertEquals("one", bench().text(key));
    assertEquals("two", bench().text(twin));
    assertEquals(2, bench().list("").size());
  }

  /// Folders in folders.
  @Test
  default void aKeyOfManySegmentsWorks() throws Exception {
    var key = bench().key("d/".repeat(60) + "x");
    bench().put(key, "deep");
    assertEquals("deep", bench().text(key));
    assertEquals(1, bench().list("d/d/d").size());
  }
}
