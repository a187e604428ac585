package bakelite.restore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.format.CommitFlag;
import bakelite.format.Compression;
import bakelite.format.Id128;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.Target;
import bakelite.store.ObjectStore;
import bakelite.store.StoreSettings;
import bakelite.store.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person can ask for, of replicas in a folder.
class TargetTest {
  private static final Specimen SMALL = Restoring.small(new Id128(1, 2), "app/");

  @TempDir Path folder;
  private Path backups;

  @BeforeEach
  void fill() throws Exception {
    backups = folder.resolve("backups");
    try (var store = open(backups)) {
      SMALL.in(store);
    }
  }

  private static ObjectStore open(Path place) throws Exception {
    return Stores.installed()
        .of("file")
        .open(new StoreSettings("file", Map.of("path", place.toString())));
  }

  @Test
  void theFolderAboveAReplicaTheReplicasOwnAndItsNameAllMeanIt() throws Exception {
    assertGives(7, new Target.AtIndex(7), backups, Optional.empty());
    assertGives(7, new Target.AtIndex(7), backups, Optional.of("app"));
    assertGives(7, new Target.AtIndex(7), backups.resolve("app"), Optional.empty());
  }

  @Test
  void aClaimMeansTheCommitBeforeIt() throws Exception {
    assertGives(7, new Target.AtIndex(8), backups, Optional.empty());
  }

  @Test
  void aTimeBetweenTwoCommitsMeansTheFormer() throws Exception {
    var between = Instant.ofEpochMilli(Restoring.START + 5500);
    assertGives(6, new Target.AtTime(between), backups, Optional.empty());
  }

  @Test
  void anyTimeAfterTheLastCommitMeansTheLast() throws Exception {
    assertGives(9, new Target.AtTime(Instant.MAX), backups, Optional.empty());
  }

  @Test
  void aTimeBeforeTheFirstRestorePointIsRefusedAndItsTimeNamed() throws Exception {
    for (var at :
        List.of(Instant.MIN, Instant.EPOCH, Instant.ofEpochMilli(Restoring.START + 2999))) {
      var refused = notFound(new Target.AtTime(at), backups, Optional.empty());
      assertEquals(
          "cannot restore "
              + at
              + ": expected a time not before the first commit, commit 4 of "
              + Instant.ofEpochMilli(Restoring.START + 3000),
          refused.getMessage());
    }
  }

  @Test
  void anIndexThatIsNoRestorePointIsRefusedAndItsNeighboursNamed() throws Exception {
    var refused = notFound(new Target.AtIndex(3), backups, Optional.empty());
    assertEquals(
        "cannot restore commit 3: expected a restore point, found nothing before and commit 4 of "
            + Instant.ofEpochMilli(Restoring.START + 3000),
        refused.getMessage());
    refused = notFound(new Target.AtIndex(1234), backups, Optional.empty());
    assertEquals(
        "cannot restore commit 1,234: expected a restore point, found commit 9 of "
            + Instant.ofEpochMilli(Restoring.START + 8000)
            + " and nothing after",
        refused.getMessage());
    assertEquals("choose one of these; `bakelite list --commits` shows them all", refused.hint());
  }

  @Test
  void thereIsNoCommitZero() {
    assertThrows(IllegalArgumentException.class, () -> new Target.AtIndex(0));
  }

  @Test
  void anEmptyFolderIsNoReplica() throws Exception {
    var empty = Files.createDirectory(folder.resolve("empty"));
    var refused = notFound(new Target.Latest(), empty, Optional.empty());
    assertTrue(refused.getMessage().startsWith("cannot find a replica in "));
    for (var direct :
        List.<ReplicaException>of(
            assertThrows(
                ReplicaException.NotFound.class, () -> new Verifier(at(empty, "app/")).verify()),
            assertThrows(
                ReplicaException.NotFound.class, () -> CommitList.of(at(empty, "app/"))))) {
      assertTrue(direct.getMessage().endsWith(" app"), direct.getMessage());
    }
  }

  @Test
  void aFolderOfOtherThingsIsNoReplica() throws Exception {
    var other = Files.createDirectory(folder.resolve("other"));
    Files.createDirectories(other.resolve("c"));
    Files.writeString(other.resolve("c/readme"), "not a change-set");
    Files.writeString(other.resolve("notes.txt"), "nor this");
    notFound(new Target.Latest(), other, Optional.empty());
  }

  @Test
  void amongSeveralDatabasesOneMustBeNamed() throws Exception {
    try (var store = open(backups)) {
      Restoring.small(new Id128(3, 4), "shop/").in(store);
    }
    var refused = notFound(new Target.Latest(), backups, Optional.empty());
    assertTrue(refused.getMessage().endsWith("expected one, found app, shop"));
    assertEquals("name one with --db", refused.hint());
    assertGives(9, new Target.Latest(), backups, Optional.of("shop"));
    refused = notFound(new Target.Latest(), backups, Optional.of("stop"));
    assertTrue(refused.getMessage().endsWith("found app, shop"), refused.getMessage());
  }

  @Test
  void aFirstCopyThatIsNotCompleteHasNothingToRestoreAndIsNoDamage() throws Exception {
    var chronicle = new Chronicle(new Id128(5, 6), new Id128(7, 8));
    chronicle.origin(1, 512, new TreeMap<>(Restoring.images(1, 1, 2)), CommitFlag.DIGEST_UNKNOWN);
    var young = folder.resolve("young");
    try (var store = open(young)) {
      var replica = new Specimen.Maker(chronicle, Compression.NONE, "new/").done().in(store);
      var report = new Verifier(replica).verify();
      assertTrue(report.isOk());
      assertEquals(0, report.index());
      assertEquals(0, CommitList.of(replica).size());
    }
    var refused = notFound(new Target.Latest(), young, Optional.empty());
    assertTrue(refused.hint().contains("the first full copy is not complete yet"));
    assertInstanceOf(ReplicaException.NothingYet.class, refused);
  }

  private static Replica at(Path place, String prefix) throws Exception {
    return new Replica(open(place), prefix);
  }

  private void assertGives(long index, Target target, Path place, Optional<String> name)
      throws Exception {
    var output = folder.resolve("out.db");
    try (var store = open(place)) {
      var restored = Restoring.restore(Replica.in(store, name), target, output);
      assertEquals(index, restored.commit().index());
    }
    assertArrayEquals(SMALL.chronicle().moment(index).file(), Files.readAllBytes(output));
    Files.delete(output);
  }

  private ReplicaException notFound(Target target, Path place, Optional<String> name)
      throws Exception {
    var output = folder.resolve("out.db");
    try (var store = open(place)) {
      return assertThrows(
          ReplicaException.NotFound.class,
          () -> Restoring.restore(Replica.in(store, name), target, output));
    }
  }
}
