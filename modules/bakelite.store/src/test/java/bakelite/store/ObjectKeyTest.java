package bakelite.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class ObjectKeyTest {
  @Test
  void keysOfTheReplicaAreKeys() {
    for (var text :
        List.of(
            "id",
            "c/00000000000f4240",
            "t/02/00000000000f3e58-00000000000f423f-9c41d07a",
            "my-app_2.db/c/0",
            "a..b",
            "-",
            "s".repeat(200),
            "a/".repeat(449) + "aa")) {
      assertEquals(text, new ObjectKey(text).text());
      assertTrue(ObjectKey.isKey(text));
    }
  }

  @Test
  void whatServersTreatDifferentlyIsNoKey() {
    for (var text :
        List.of(
            "",
            "/",
            "a/",
            "/a",
            "a//b",
            ".",
            "..",
            "../a",
            "a/..",
            "a/./b",
            ".tmp/x",
            "a/.b",
            "A",
            "a b",
            "a\u00e4",
            "a\\b",
            "a:b",
            "a?b",
            "a%20b",
            "a\nb",
            "a\n",
            "s".repeat(201),
            "a/".repeat(450) + "a")) {
      assertFalse(ObjectKey.isKey(text), text);
      assertThrows(IllegalArgumentException.class, () -> new ObjectKey(text), text);
    }
  }

  @Test
  void anErrorNamesTheKeyAndTheSegment() {
    var error = assertThrows(IllegalArgumentException.class, () -> new ObjectKey("a/B/c"));
    assertTrue(error.getMessage().contains("'a/B/c'") && error.getMessage().contains("'B'"));
  }

  @Property
  void aTextIsAKeyExactlyWhenTheConstructorTakesIt(@ForAll("nearlyKeys") String text) {
    boolean taken;
    try {
      new ObjectKey(text);
      taken = true;
    } catch (IllegalArgumentException _) {
      taken = false;
    }
    assertEquals(taken, ObjectKey.isKey(text));
  }

  @Provide
  Arbitrary<String> nearlyKeys() {
    return Arbitraries.strings().withChars("ab09._-/A ").ofMaxLength(12);
  }
}
