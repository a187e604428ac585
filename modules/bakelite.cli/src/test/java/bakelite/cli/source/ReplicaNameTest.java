package bakelite.cli.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import bakelite.store.ObjectKey;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two files never share a replica, and every file has a name for one.
class ReplicaNameTest {
  @ParameterizedTest
  @CsvSource({
    "app.db,      app",
    "app,         app",
    "a.b.sqlite,  a.b",
    ".hidden,     _2ehidden",
    "App.db,      _41pp",
    "a_b.db,      a__b",
    "a b.db,      a_20b",
    "ä.db,        _c3_a4",
    "-.db,        -"
  })
  void theNameIsThatOfTheFileWithoutItsEnding(String file, String name) throws Exception {
    assertEquals(name, ReplicaName.ofDatabase(Path.of("/data", file)));
  }

  @Property
  void everyTextBecomesPartOfAKey(@ForAll @NotEmpty @StringLength(max = 20) String text)
      throws CommandException {
    var name = ReplicaName.escaped(text);
    assertTrue(ObjectKey.isKey(name), name);
    assertEquals(name, ReplicaName.given(name));
  }

  @Property
  void twoTextsHaveTwoNames(@ForAll("near") String one, @ForAll("near") String other) {
    Assume.that(!one.equals(other));
    assertNotEquals(ReplicaName.escaped(one), ReplicaName.escaped(other));
  }

  @Provide
  Arbitrary<String> near() {
    return Arbitraries.strings().withChars("_.a2eA").ofMaxLength(4);
  }

  @Test
  void aNameThatIsTooLongAsksForAnother() {
    var refused =
        assertThrows(
            CommandException.class,
            () -> ReplicaName.ofDatabase(Path.of("/data", "Ä".repeat(34) + ".db")));
    assertEquals(ExitCode.USAGE, refused.code());
    assertEquals("give it a name with --db NAME", refused.hint());
  }
}
