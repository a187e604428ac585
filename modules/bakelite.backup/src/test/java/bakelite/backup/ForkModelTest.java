package bakelite.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.replica.Inventory;
import bakelite.replica.Replica;
import bakelite.replica.plan.Branch;
import bakelite.replica.plan.History;
import bakelite.store.Content;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import bakelite.store.testkit.Fault;
import bakelite.store.testkit.Faults;
import bakelite.store.testkit.FaultyStore;
import bakelite.store.testkit.ForwardingStore;
import bakelite.store.testkit.MemoryStore;
import bakelite.store.testkit.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Writers whom the store does not keep apart, in random schedules: commits, crashes, starts, puts
/// whose answer is lost and puts that land long after their sender has died. Whatever they do, what
/// one of them acknowledged stays as it was, and whoever lists the replica sees every fork.
class ForkModelTest extends WriteJourney {
  private static final int SCHEDULES = 10;
  private static final int STEPS = 50;

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private MemoryStore memory = new MemoryStore(() -> now);
  private final List<Writer> writers = new ArrayList<>();
  private final Map<ObjectKey, byte[]> acknowledged = new HashMap<>();
  private final Map<Writer, byte[]> databases = new HashMap<>();
  private int compared;
  private @Nullable Writer current;
  private Random chance = new Random(0);
  private String schedule = "";

  /// A machine with its copy of the database.
  private final class Writer {
    private final int number;
    private final Path file;
    private final Application application;
    private FaultyStore faulty = new FaultyStore(memory, Faults.none());
    private Optional<Sent> sent = Optional.empty();
    private @Nullable Stepped session;

    /// What it put last.
    private record Sent(ObjectKey key, ByteBuffer bytes) {}

    Writer(int number) throws IOException {
      this.number = number;
      this.file = folder.resolve("app" + number + ".db");
      this.application = Application.start(file);
      application.run("PRAGMA journal_mode = WAL");
      application.run("CREATE TABLE t(a INTEGER PRIMARY KEY, b BLOB)");
    }

    void newStore() {
      var watching =
          new ForwardingStore(memory.anotherClient()) {
            @Override
            public PutResult putIfAbsent(ObjectKey key, Content content) throws StoreException {
              try (var stream = content.open()) {
                sent = Optional.of(new Sent(key, ByteBuffer.wrap(stream.readAllBytes())));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return super.putIfAbsent(key, content);
            }
          };
      var kinds =
          List.of(
              new Fault.Late(),
              new Fault.LostAnswer(),
              new Fault.LostRequest(),
              Fault.unreachable());
      faulty =
          new FaultyStore(
              watching,
              operation ->
                  operation == Operation.PUT_IF_ABSENT && chance.nextInt(8) == 0
                      ? Optional.of(kinds.get(chance.nextInt(kinds.size())))
                      : Optional.empty());
    }

    void act() throws Exception {
      switch (chance.nextInt(10)) {
        case 0 -> crash();
        case 1, 2, 3 -> application.run(rows(1 + chance.nextInt(3), 40));
        case 4 -> faulty.carryOutLate();
        default -> {
          for (int i = chance.nextInt(12); i >= 0; i--) {
            go();
          }
        }
      }
    }

    void crash() throws Exception {
      if (session != null) {
        session.close();
        session = null;
      }
    }

    /// One step, of a session or towards one.
    void go() throws Exception {
      current = this;
      try {
        if (session == null) {
          session = begin(file, schedule + "state" + number, BackupSettings.TakeOver.ALWAYS);
          return;
        }
        switch (session.advance()) {
          case Uploader.Step.Stored(long first, long last, long bytes) -> {
            var put = sent.orElseThrow();
            assertEquals(bytes, put.bytes().remaining());
            acknowledged.put(put.key(), put.bytes().array());
          }
          case Uploader.Step.Fenced(var writer) -> {
            assertTrue(writer.contains("session"), writer);
            crash();
          }
          case Uploader.Step.Idle _, Uploader.Step.StoredShard _, Uploader.Step.Trouble _ -> {}
        }
      } catch (StoreException | BackupException.Fenced _) {
        crash();
      }
    }

    boolean isSettled() {
      return session != null && session.isSettled();
    }
  }

  @Override
  ObjectStore store() {
    return current == null ? memory.anotherClient() : current.faulty;
  }

  @Test
  void whatWasAcknowledgedStaysAndEveryForkIsSeen() throws Exception {
    int forks = 0;
    int branches = 0;
    try (var machines = new Machines(3)) {
      for (int seed = 1; seed <= SCHEDULES; seed++) {
        run(seed, machines.of(2 + seed % 2));
        int parted = check("seed " + seed);
        forks += parted > 1 ? 1 : 0;
        branches += parted;
      }
    }
    assertTrue(forks > SCHEDULES / 4, forks + " of " + SCHEDULES + " forked");
    assertTrue(branches > SCHEDULES, branches + " branches");
    assertTrue(compared > 0, "no database was compared");
  }

  @Test
  void aReplicaWithOneWriterNeverForksAndIsTheDatabase() throws Exception {
    try (var machines = new Machines(1)) {
      for (int seed = 100; seed < 100 + SCHEDULES / 3; seed++) {
        run(seed, machines.of(1));
        assertEquals(1, check("seed " + seed));
      }
      assertTrue(compared > 0, "no database was compared");
    }
  }

  /// The databases and their applications, which all schedules share.
  private final class Machines implements AutoCloseable {
    private final List<Writer> all = new ArrayList<>();

    Machines(int count) throws IOException {
      for (int number = 0; number < count; number++) {
        all.add(new Writer(number));
      }
    }

    List<Writer> of(int count) {
      return all.subList(0, count);
    }

    @Override
    public void close() throws IOException, InterruptedException {
      for (var writer : all) {
        writer.application.close();
      }
    }
  }

  private void run(int seed, List<Writer> those) throws Exception {
    chance = new Random(seed);
    schedule = "s" + seed + "-";
    memory = new MemoryStore(() -> now);
    memory.ignoreCreateOnly(true);
    acknowledged.clear();
    writers.clear();
    writers.addAll(those);
    writers.forEach(Writer::newStore);
    for (int step = 0; step < STEPS; step++) {
      now = now.plusMillis(chance.nextInt(8_000));
      writers.get(chance.nextInt(writers.size())).act();
      assertNothingIsOverwritten(seed);
    }
    rest();
    assertNothingIsOverwritten(seed);
  }

  /// Everybody who still writes goes on; at most one of them may be left.
  private void rest() throws Exception {
    for (int round = 0; round < 3; round++) {
      now = now.plus(Duration.ofSeconds(31));
      for (var writer : writers) {
        writer.faulty.carryOutLate();
        if (writer.session != null) {
          writer.application.run(rows(1, 40));
        }
        for (int i = 0; i < 200 && writer.session != null && (i < 20 || !writer.isSettled()); i++) {
          writer.go();
        }
      }
    }
    assertTrue(
        writers.stream().filter(writer -> writer.session != null).count() <= 1,
        schedule + ": two writers go on and do not know of each other");
  }

  private void assertNothingIsOverwritten(int seed) throws Exception {
    for (var object : acknowledged.entrySet()) {
      try (var there = memory.get(object.getKey())) {
        assertArrayEquals(
            object.getValue(),
            there.stream().readAllBytes(),
            "seed " + seed + " " + object.getKey());
      }
    }
  }

  /// @return how many histories there are
  private int check(String about) throws Exception {
    current = null;
    databases.clear();
    for (var writer : writers) {
      boolean isSettled = writer.isSettled();
      writer.crash();
      if (isSettled) {
        // Nobody holds the WAL now.
        writer.application.run("PRAGMA wal_checkpoint(TRUNCATE)");
        databases.put(writer, Files.readAllBytes(writer.file));
      }
    }
    var replica = replica();
    var inventory = replica.list();
    var history = History.of(replica);
    var fork = history.fork();
    var seen = new HashSet<ObjectKey>();
    if (fork.isEmpty()) {
      seen.addAll(keys(inventory, history));
      restores(replica, history, Optional.empty(), about);
    } else {
      for (var branch : fork.get().branches()) {
        var chosen = replica().onBranch(branch.life().toString().substring(0, 12));
        var one = History.of(chosen);
        seen.addAll(keys(inventory, one));
        restores(chosen, one, Optional.of(branch), about);
      }
    }
    for (var key : acknowledged.keySet()) {
      assertTrue(seen.contains(key), () -> about + ": " + key + " is on no branch");
    }
    return fork.map(parted -> parted.branches().size()).orElse(1);
  }

  private static Set<ObjectKey> keys(Inventory inventory, History history) {
    var keys = new HashSet<ObjectKey>();
    history.stretches().forEach(stretch -> keys.add(history.entry(stretch).key()));
    keys.addAll(history.shards().stream().map(Inventory.Entry::key).toList());
    assertTrue(inventory.changeSets().size() >= history.stretches().size());
    return keys;
  }

  /// Reads a history whole, the slow way, and compares it with the database of a writer that is on
  /// it and up to date.
  private void restores(Replica replica, History history, Optional<Branch> branch, String about)
      throws Exception {
    assertEquals(List.of(), history.faults(), about);
    var keys = keys(replica.list(), history);
    var copy = new CopyReader(replica, keys::contains).read();
    assertEquals(history.points(), copy.states().size(), about);
    var newestKey = history.entry(history.stretches().getLast()).key();
    for (var database : databases.entrySet()) {
      if (database.getKey().sent.filter(put -> put.key().equals(newestKey)).isPresent()) {
        long newest =
            copy.states().keySet().stream().mapToLong(Long::longValue).max().orElseThrow();
        assertArrayEquals(database.getValue(), copy.database(newest), about + " " + branch);
        compared++;
      }
    }
  }
}
