package bakelite.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.LiteralTree;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Names that one place knows: the keys of a replica, and the files beside a database.
class LiteralsTest {
  private static final Predicate<String> KEY = Pattern.compile("[ctbx]/.*").asMatchPredicate();

  /// Opens wal-indexes.
  private static final String SQLITE = "bakelite.sqlite";

  /// Its suite makes up keys of its own, and knows no replica.
  private static final String TEST_KIT = "bakelite.store.testkit";

  /// Looks whether one lies beside an output, and opens none.
  private static final String RESTORE = "bakelite.restore";

  @Test
  void oneTypeKnowsTheNamesOfKeys() {
    Finding.none(keysOutsideOneType(Parsed.syntax(Repository.here().mainSources())));
  }

  @Test
  void aSecondTypeThatKnowsKeysIsCaught() {
    var keys = sample("bakelite.replica", "Keys", "c/");
    assertEquals(List.of(), keysOutsideOneType(Parsed.syntax(List.of(keys))));
    assertEquals(
        List.of(
            "modules/bakelite.replica/src/main/java/Keys.java:2: expected key names in one type, not"
                + " in [bakelite.replica.Keys, bakelite.replica.Other], found \"c/\"",
            "modules/bakelite.replica/src/main/java/Other.java:2: expected key names in one type, not"
                + " in [bakelite.replica.Keys, bakelite.replica.Other], found \"t/%02x/\""),
        keysOutsideOneType(
                Parsed.syntax(List.of(keys, sample("bakelite.replica", "Other", "t/%02x/"))))
            .stream()
            .map(Finding::toString)
            .toList());
  }

  @Test
  void keysOutsideTheReplicaModuleAreCaught() {
    assertEquals(
        1,
        keysOutsideOneType(Parsed.syntax(List.of(sample("bakelite.backup", "Upload", "b/"))))
            .size());
  }

  @Test
  void onlyTheSqliteModuleNamesAWalIndex() {
    Finding.none(walIndexes(Parsed.syntax(Repository.here().mainSources())));
  }

  @Test
  void aWalIndexNamedElsewhereIsCaught() {
    assertEquals(
        "modules/bakelite.backup/src/main/java/A.java:2: expected a wal-index named in"
            + " bakelite.sqlite, and in one type of bakelite.restore, found \"-shm\"",
        walIndexes(Parsed.syntax(List.of(sample("bakelite.backup", "A", "-shm"))))
            .getFirst()
            .toString());
    var one = sample(RESTORE, "A", "-shm");
    assertEquals(List.of(), walIndexes(Parsed.syntax(List.of(sample(SQLITE, "A", "-shm"), one))));
    assertEquals(
        2, walIndexes(Parsed.syntax(List.of(one, sample(RESTORE, "B", "app.db-shm")))).size());
  }

  private static List<Finding> keysOutsideOneType(Parsed parsed) {
    var keys = new ArrayList<>(literals(parsed, KEY));
    keys.removeIf(key -> key.place().module().equals(TEST_KIT));
    var knowing = new TreeSet<String>();
    keys.forEach(key -> knowing.add(key.place().topLevelType()));
    var findings = new ArrayList<Finding>();
    for (var key : keys) {
      if (!key.place().module().equals("bakelite.replica")) {
        findings.add(key.finding("key names in bakelite.replica only"));
      } else if (knowing.size() > 1) {
        findings.add(key.finding("key names in one type, not in " + knowing));
      }
    }
    return findings;
  }

  private static List<Finding> walIndexes(Parsed parsed) {
    var inRestore = new TreeSet<String>();
    var findings = new ArrayList<Finding>();
    for (var one : literals(parsed, text -> text.endsWith("-shm"))) {
      if (one.place().module().equals(RESTORE)) {
        inRestore.add(one.place().topLevelType());
      }
    }
    for (var one : literals(parsed, text -> text.endsWith("-shm"))) {
      var module = one.place().module();
      if (!module.equals(SQLITE) && (!module.equals(RESTORE) || inRestore.size() > 1)) {
        findings.add(
            one.finding(
                "a wal-index named in bakelite.sqlite, and in one type of bakelite.restore"));
      }
    }
    return findings;
  }

  private record Literal(String text, Place place) {
    Finding finding(String limit) {
      return place.finding(limit, '"' + text + '"');
    }
  }

  private static List<Literal> literals(Parsed parsed, Predicate<String> wanted) {
    var found = new ArrayList<Literal>();
    parsed.each(
        LiteralTree.class,
        (literal, place) -> {
          if (literal.getValue() instanceof String text && wanted.test(text)) {
            found.add(new Literal(text, place));
          }
        });
    return found;
  }

  private static Source sample(String module, String type, String literal) {
    return Source.sample(
        module,
        type + ".java",
        "package " + module + ";\nclass " + type + " { String it = \"" + literal + "\"; }\n");
  }
}
