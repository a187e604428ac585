package bakelite.store.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.Content;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import bakelite.store.testkit.Workbench;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// One history of a store, played again and again, with the power going at another step each time.
///
/// After each loss: what was acknowledged is there, whole; what was not is there whole or not at
/// all; nothing else is. Then the next life goes on as a caller would, reading back what is said to
/// exist, and loses the power twice more, in the worst way: after the call that it repeats, and at
/// the end.
final class PowerLossSweep {
  private static final int CHANCES = 6;
  private static final Path PARENT = Path.of("/mnt/disk");
  private static final List<Action> HISTORY =
      List.of(
          new Action.Create("c/01", 1),
          new Action.Create("c/02", 2),
          new Action.Put("id", 3),
          new Action.Put("id", 4),
          new Action.Create("b/01/deep/01", 5),
          new Action.Create("c/03", 0),
          new Action.Create("c/01", 1),
          new Action.Delete("c/02"),
          new Action.Create("c/02", 6),
          new Action.Delete("c/03"));

  /// One call of the history.
  sealed interface Action {
    String key();

    /// A create-only put of a content by its number; its caller takes equal bytes that are there
    /// already for its own.
    record Create(String key, int content) implements Action {}

    record Put(String key, int content) implements Action {}

    record Delete(String key) implements Action {}
  }

  private final UnaryOperator<Disk> mutation;
  private int losses;

  /// @param mutation of the disk; identity for the store as it is
  PowerLossSweep(UnaryOperator<Disk> mutation) {
    this.mutation = mutation;
  }

  private static byte[] bytes(int content) {
    // One is empty, and one needs more than one write.
    return switch (content) {
      case 0 -> new byte[0];
      case 2 -> Workbench.bytes(70_000, content);
      default -> Workbench.bytes(100 + content, content);
    };
  }

  /// Plays the history once for every step, side of the step and kind of loss.
  ///
  /// @return how many times the power went
  int run() throws Exception {
    var steps = stepsOfTheWholeHistory();
    for (var step = 0; step < steps; step++) {
      for (var done : new boolean[] {false, true}) {
        for (var loss : SimulatedDisk.Loss.values()) {
          for (var seed = 0; seed < (loss == SimulatedDisk.Loss.SOME ? CHANCES : 1); seed++) {
            play(step, done, loss, seed);
          }
        }
      }
    }
    return losses;
  }

  private int stepsOfTheWholeHistory() throws Exception {
    var disk = new SimulatedDisk(PARENT);
    var ledger = new Ledger();
    live(open(disk), 0, HISTORY.size(), ledger);
    return disk.steps().size();
  }

  private void play(int step, boolean done, SimulatedDisk.Loss loss, int seed) throws Exception {
    var disk = new SimulatedDisk(PARENT);
    var ledger = new Ledger();
    disk.losePowerAt(step, done);
    try {
      live(open(disk), 0, HISTORY.size(), ledger);
      return;
    } catch (SimulatedDisk.PowerLoss _) {
      losses++;
    }
    var where =
        "step %d %s, lost %s, seed %d".formatted(step, done ? "done" : "not done", loss, seed);
    disk.crash(loss, new Random(seed));
    ledger.check(open(disk), where);
    // The next life repeats the call that had no answer; what it is told must be as durable.
    var repeated = ledger.begun - 1;
    live(open(disk), repeated, repeated + 1, ledger);
    disk.crash(SimulatedDisk.Loss.ALL, new Random(seed));
    ledger.check(open(disk), where + ", lost again after the next call");
    live(open(disk), repeated + 1, HISTORY.size(), ledger);
    disk.crash(SimulatedDisk.Loss.ALL, new Random(seed));
    ledger.check(open(disk), where + ", lost again at the end");
  }

  private ObjectStore open(SimulatedDisk disk) throws StoreException {
    return new FileStore(
            mutation.apply(disk), PARENT.resolve("backups"), 3, Clock.systemUTC(), new Random(1))
        .checked();
  }

  private static void live(ObjectStore store, int from, int to, Ledger ledger) throws Exception {
    for (var i = from; i < to; i++) {
      ledger.begin(i);
      switch (HISTORY.get(i)) {
        case Action.Create(var key, var content) ->
            create(store, new ObjectKey(key), bytes(content));
        case Action.Put(var key, var content) ->
            store.put(new ObjectKey(key), Content.of(bytes(content)));
        case Action.Delete(var key) -> store.delete(List.of(new ObjectKey(key)));
      }
      ledger.acknowledge();
    }
  }

  private static void create(ObjectStore store, ObjectKey key, byte[] bytes) throws Exception {
    switch (store.putIfAbsent(key, Content.of(bytes))) {
      case PutResult.Stored _ -> {}
      case PutResult.AlreadyExists _ ->
          assertTrue(Arrays.equals(bytes, read(store, key)), "the bytes that are there are ours");
      case PutResult.Unknown _ -> throw new AssertionError("this store always knows");
    }
  }

  private static byte[] read(ObjectStore store, ObjectKey key) throws Exception {
    try (var fetched = store.get(key)) {
      return fetched.readExactly(key, (int) fetched.version().size());
    }
  }

  /// What has to be there.
  private static final class Ledger {
    private final Map<String, byte[]> acknowledged = new TreeMap<>();
    private int begun;
    private Optional<Action> inFlight = Optional.empty();

    void begin(int index) {
      begun = index + 1;
      inFlight = Optional.of(HISTORY.get(index));
    }

    void acknowledge() {
      apply(acknowledged);
      inFlight = Optional.empty();
    }

    private void apply(Map<String, byte[]> objects) {
      switch (inFlight.orElseThrow()) {
        case Action.Create(var key, var content) -> objects.put(key, bytes(content));
        case Action.Put(var key, var content) -> objects.put(key, bytes(content));
        case Action.Delete(var key) -> objects.remove(key);
      }
    }

    void check(ObjectStore store, String where) throws Exception {
      var found = new TreeMap<String, byte[]>();
      for (var object : Workbench.list(store, "", Optional.empty())) {
        found.put(object.key().text(), read(store, object.key()));
      }
      assertEquals(List.of(), store.list("", Optional.empty()).strangers(), where);
      var possible = new ArrayList<String>();
      possible.add(describe(acknowledged));
      if (inFlight.isPresent()) {
        var after = new TreeMap<>(acknowledged);
        apply(after);
        possible.add(describe(after));
      }
      assertTrue(
          possible.contains(describe(found)),
          () -> where + ": expected one of " + possible + ", found " + describe(found));
    }

    private static String describe(Map<String, byte[]> objects) {
      var text = new StringBuilder();
      objects.forEach((key, bytes) ->
          text.append(key)
              .append('=')
              .append(Arrays.hashCode(bytes))
              .append('#')
              .append(bytes.length)
              .append(' '));
      return text.toString();
    }
  }
}
