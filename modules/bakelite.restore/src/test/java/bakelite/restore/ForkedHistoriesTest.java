package bakelite.restore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.Target;
import bakelite.replica.plan.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Any two histories that begin alike, in one replica: each comes back exactly, at its newest point
/// and at every other, and neither is taken for the other.
class ForkedHistoriesTest {
  @Provide
  Arbitrary<List<Step>> histories() {
    return Steps.histories(6);
  }

  @Property(tries = 40)
  void eachOfTwoHistoriesIsRestoredExactly(
      @ForAll("histories") List<Step> common,
      @ForAll("histories") List<Step> one,
      @ForAll("histories") List<Step> other)
      throws Exception {
    var forked = Forked.of(common, one, other);
    Assume.that(forked.parts());
    var replica = forked.replica();
    var history = History.of(replica);
    var fork = history.fork().orElseThrow();
    assertEquals(forked.common(), fork.after());
    assertThrows(ReplicaException.Damaged.class, () -> bytes(replica, new Target.Latest()));
    for (var point : forked.one().chronicle().restorePoints()) {
      if (point.index() <= forked.common()) {
        assertArrayEquals(point.file(), bytes(replica, new Target.AtIndex(point.index())));
      }
    }
    assertIs(forked.one(), replica.onBranch("a1"));
    assertIs(forked.other(), replica.onBranch("a2"));
  }

  @Property(tries = 20)
  void livesThatFollowOneAnotherAreOneHistory(
      @ForAll("histories") List<Step> common, @ForAll("histories") List<Step> rest)
      throws Exception {
    var forked = Forked.of(common, rest, rest);
    var store = forked.store();
    // The other's objects are the same records under other names.
    var replica = new Replica(store, "");
    assertTrue(History.of(replica).fork().isEmpty());
    assertIs(forked.one(), replica);
  }

  private static void assertIs(Specimen truth, Replica replica) throws Exception {
    var points = truth.chronicle().restorePoints();
    assertEquals(points.size(), History.of(replica).points());
    for (var point : points) {
      assertArrayEquals(point.file(), bytes(replica, new Target.AtIndex(point.index())));
    }
    if (!points.isEmpty()) {
      assertArrayEquals(points.getLast().file(), bytes(replica, new Target.Latest()));
    }
    assertEquals(List.of(), new Verifier(replica).verify().problems());
  }

  private static byte[] bytes(Replica replica, Target target) throws Exception {
    var folder = Files.createTempDirectory("bakelite-fork-");
    var output = folder.resolve("restored");
    try {
      return Files.readAllBytes(Restoring.restore(replica, target, output).output());
    } finally {
      delete(output);
      delete(folder);
    }
  }

  private static void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }
}
