package bakelite.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The change from one database to another, stopped at every step: whoever opens the path finds the
/// old database with its own files, or the new one without them.
class SwapTest {
  @TempDir Path folder;

  /// The world ends before a step.
  private static final class Stop extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static final class Stopping extends FolderChanges {
    private int left;

    Stopping(int steps) {
      left = steps;
    }

    private void step() {
      if (left == 0) {
        throw new Stop();
      }
      left--;
    }

    @Override
    void replace(Path from, Path to) throws IOException {
      step();
      super.replace(from, to);
    }

    @Override
    void link(Path link, Path to) throws IOException {
      step();
      super.link(link, to);
    }

    @Override
    void delete(Path file) throws IOException {
      step();
      super.delete(file);
    }

    @Override
    void sync(Path place) throws IOException {
      step();
      super.sync(place);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-wal", "-wal -shm", "-journal", "-wal -shm -journal"})
  void stoppedAnywhereThePathLeadsToTheOldOrToTheNewOneWhole(String beside) throws Exception {
    var endings = beside.isEmpty() ? Set.<String>of() : Set.of(beside.split(" "));
    var seen = new TreeSet<String>();
    int steps = 0;
    while (!swap("stop-" + steps, endings, steps)) {
      seen.add(assertWhole(folder.resolve("stop-" + steps).resolve("app.db"), endings));
      steps++;
    }
    var place = folder.resolve("stop-" + steps);
    assertEquals("new", assertWhole(place.resolve("app.db"), endings));
    assertFalse(Files.isSymbolicLink(place.resolve("app.db")));
    assertTrue(seen.contains("old"), seen::toString);
    var aside = endings.stream().map(each -> "app.db" + each + ".replaced-1").sorted().toList();
    for (var each : aside) {
      assertEquals("old", Files.readString(place.resolve(each)), each);
    }
    var all = new ArrayList<>(List.of("app.db"));
    all.addAll(aside);
    Restoring.assertHolds(place, all.toArray(String[]::new));
  }

  @Test
  void whatWasStoppedIsFinishedByTheNext() throws Exception {
    var endings = Set.of("-wal", "-shm");
    for (int steps = 0; !swap("stop-" + steps, endings, steps); steps++) {
      var place = folder.resolve("stop-" + steps);
      var output = place.resolve("app.db");
      int again = 0;
      boolean finished = false;
      while (!finished) {
        var next = folder.resolve("stop-" + steps + "-" + again);
        copy(place, next);
        Files.writeString(next.resolve("proved"), "newer");
        finished = run(next.resolve("app.db"), next.resolve("proved"), again);
        assertTrue(
            Set.of("old", "new", "newer").contains(assertWhole(next.resolve("app.db"), endings)));
        again++;
      }
      var done = folder.resolve("stop-" + steps + "-" + (again - 1)).resolve("app.db");
      assertEquals("newer", Files.readString(done), output.toString());
      assertFalse(Files.isSymbolicLink(done));
      assertEquals(List.of(), OutputRules.companionsOf(done));
    }
  }

  @Test
  void whoCameInThroughTheLinkKeepsTheNameThatItOpened() throws Exception {
    var place = start("one", Set.of("-wal"));
    var system = new Alone();
    system.inUse.add("app.db.restored");
    var placed =
        new Swap(place.resolve("app.db"), system, new FolderChanges()).run(place.resolve("proved"));
    assertEquals(Optional.of(place.resolve("app.db.restored")), placed.linked());
    assertEquals("new", assertWhole(place.resolve("app.db"), Set.of("-wal")));
  }

  @Test
  void withoutLinksTheOldOneStaysAsItWas() throws Exception {
    var place = start("one", Set.of("-wal"));
    var noLinks =
        new FolderChanges() {
          @Override
          void link(Path link, Path to) throws IOException {
            throw new IOException("no links here");
          }
        };
    var output = place.resolve("app.db");
    var refused =
        assertThrows(
            IOException.class,
            () -> new Swap(output, new Alone(), noLinks).run(place.resolve("proved")));
    assertTrue(refused.getMessage().contains("move them away first"), refused.getMessage());
    Restoring.assertHolds(place, "app.db", "app.db-wal");
    assertEquals("old", assertWhole(output, Set.of("-wal")));
  }

  @Test
  void filesOfOthersWithSuchNamesStay() throws Exception {
    var place = start("one", Set.of("-wal"));
    Files.writeString(place.resolve("app.db.restored"), "precious");
    Files.writeString(place.resolve("app.db-wal.replaced-1"), "precious");
    assertTrue(run(place.resolve("app.db"), place.resolve("proved"), Integer.MAX_VALUE));
    assertEquals("precious", Files.readString(place.resolve("app.db.restored")));
    assertEquals("precious", Files.readString(place.resolve("app.db-wal.replaced-1")));
    assertEquals("old", Files.readString(place.resolve("app.db-wal.replaced-2")));
  }

  /// @return whether it came to its end
  private boolean swap(String name, Set<String> endings, int steps) throws IOException {
    var place = start(name, endings);
    return run(place.resolve("app.db"), place.resolve("proved"), steps);
  }

  private static boolean run(Path output, Path proved, int steps) throws IOException {
    try {
      new Swap(output, new Alone(), new Stopping(steps)).run(proved);
      return true;
    } catch (Stop _) {
      return false;
    }
  }

  private Path start(String name, Set<String> endings) throws IOException {
    var place = Files.createDirectory(folder.resolve(name));
    Files.writeString(place.resolve("app.db"), "old");
    for (var ending : endings) {
      Files.writeString(place.resolve("app.db" + ending), "old");
    }
    Files.writeString(place.resolve("proved"), "new");
    return place;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (var files = Files.list(from)) {
      for (var each : files.toList()) {
        Files.copy(each, to.resolve(each.getFileName()), java.nio.file.LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  /// What SQLite would take for the database, which looks beside the file that a link leads to.
  private static String assertWhole(Path output, Set<String> endings) throws IOException {
    var real = output.toRealPath();
    var content = Files.readString(real);
    for (var each : OutputRules.companionsOf(real)) {
      assertEquals(Files.readString(each), content, () -> each + " beside it");
    }
    if (content.equals("old")) {
      assertEquals(endings.size(), OutputRules.companionsOf(real).size(), real.toString());
    }
    return content;
  }
}
