package bakelite.restore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.format.CommitFlag;
import bakelite.format.Compression;
import bakelite.format.Id128;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.Target;
import bakelite.replica.plan.History;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/// Replicas written straight from the format, of histories that no backup would write in a test,
/// against a plain map of pages for every commit.
class RestoreHistoryTest {
  private Path folder;

  @BeforeProperty
  void makeFolder() throws Exception {
    folder = Files.createTempDirectory("restore");
  }

  @AfterProperty
  void nothingIsLeft() throws Exception {
    // Fails when a restore left a temporary file.
    Files.delete(folder);
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    return Steps.histories(20);
  }

  @Property(tries = 80)
  void everyCommitRestoresExactly(@ForAll("histories") List<Step> steps) throws Exception {
    var specimen = Play.of(steps);
    var replica = specimen.inMemory();
    for (var moment : specimen.chronicle().restorePoints()) {
      assertRestores(moment, new Target.AtIndex(moment.index()), replica);
    }
    assertRestores(specimen.chronicle().restorePoints().getLast(), new Target.Latest(), replica);
  }

  @Property(tries = 20)
  void neitherCompressionNorAPrefixChangesWhatIsRestored(@ForAll("histories") List<Step> steps)
      throws Exception {
    var specimen = Play.of(steps, new Id128(1, 2), Compression.NONE, "app/");
    var moment = specimen.chronicle().restorePoints().getLast();
    assertRestores(moment, new Target.Latest(), specimen.inMemory());
  }

  @Property(tries = 80)
  void everyIndexMeansItsCommitOrIsRefused(@ForAll("histories") List<Step> steps) throws Exception {
    var chronicle = Play.of(steps).chronicle();
    var history = History.of(Play.of(steps).inMemory());
    for (var moment : chronicle.moments()) {
      var target = new Target.AtIndex(moment.index());
      boolean isClaim = moment.record().flags().contains(CommitFlag.CLAIM);
      var meant =
          chronicle.restorePoints().stream()
              .filter(point -> isClaim ? point.index() < moment.index() : point.equals(moment))
              .reduce((_, newer) -> newer);
      assertChooses(meant, target, history);
    }
    var beyond = new Target.AtIndex(chronicle.moments().size() + 1L);
    assertChooses(Optional.empty(), beyond, history);
  }

  @Property(tries = 80)
  void aTimeMeansTheGreatestCommitNotAfterItWhateverTheClockDid(
      @ForAll("histories") List<Step> steps) throws Exception {
    var specimen = Play.of(steps);
    var history = History.of(specimen.inMemory());
    for (var moment : specimen.chronicle().moments()) {
      for (long millis : new long[] {-1, 0, 1}) {
        long at = moment.record().timeMillis() + millis;
        var meant =
            specimen.chronicle().restorePoints().stream()
                .filter(point -> point.record().timeMillis() <= at)
                .reduce((_, newer) -> newer);
        assertChooses(meant, new Target.AtTime(Instant.ofEpochMilli(at)), history);
        assertChooses(
            meant, new Target.AtTime(Instant.ofEpochMilli(at).plusNanos(999_999)), history);
      }
    }
  }

  @Property(tries = 80)
  void aReplicaThatIsWholeVerifiesWithEveryPoint(@ForAll("histories") List<Step> steps)
      throws Exception {
    var specimen = Play.of(steps);
    var points = specimen.chronicle().restorePoints();
    var report = new Verifier(specimen.inMemory()).verify();
    assertEquals(List.of(), report.problems());
    assertEquals(points.size(), report.points());
    assertEquals(points.getLast().index(), report.index());
    assertEquals(specimen.objects().size(), report.objects());
    var replica = specimen.inMemory();
    assertEquals(points.size(), new DigestWalk(replica, History.of(replica), 3).run());
  }

  @Property(tries = 80)
  void theListHasExactlyWhatCanBeRestored(@ForAll("histories") List<Step> steps) throws Exception {
    var specimen = Play.of(steps);
    var list = CommitList.of(specimen.inMemory());
    assertEquals(specimen.chronicle().replica(), list.replica());
    var found = new ArrayList<CommitList.Listed>();
    list.each(found::add);
    assertEquals(found.size(), list.size());
    assertEquals(
        specimen.chronicle().restorePoints().stream()
            .map(moment -> new CommitList.Listed(moment.record(), moment.written().size()))
            .toList(),
        found);
  }

  private void assertRestores(Chronicle.Moment moment, Target target, Replica replica)
      throws Exception {
    var output = folder.resolve("restored.db");
    var restorer = new Restorer(replica, DatabaseCheck.NONE, RestoreProgress.NONE);
    var restored = restorer.restore(target, output);
    assertEquals(moment.record(), restored.commit());
    assertArrayEquals(moment.file(), Files.readAllBytes(output), () -> "commit " + moment.index());
    Files.delete(output);
  }

  private static void assertChooses(
      Optional<Chronicle.Moment> meant, Target target, History history) throws Exception {
    if (meant.isPresent()) {
      assertEquals(meant.get().record(), Choice.of(target, history).record());
      return;
    }
    var refused = assertThrows(ReplicaException.NotFound.class, () -> Choice.of(target, history));
    assertTrue(refused.getMessage().startsWith("cannot restore "), refused.getMessage());
    assertTrue(refused.hint().contains("bakelite list --commits"), refused.hint());
  }
}
