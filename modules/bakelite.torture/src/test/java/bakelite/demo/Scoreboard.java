package bakelite.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/// What was tried and how it went, one line for each kind of fault, also in
/// `target/reliability.json` of the module.
final class Scoreboard {
  private static final Path FILE = Path.of("target", "reliability.json");
  private static final Map<String, Line> LINES = new ConcurrentSkipListMap<>();

  private Scoreboard() {}

  private record Line(String id, int attempted, int failed, long seed) {
    int passed() {
      return attempted - failed;
    }

    String json() {
      return String.format(
          Locale.ROOT,
          "{\"id\":\"%s\",\"attempted\":%d,\"passed\":%d,\"failed\":%d,\"seed\":%d}",
          id,
          attempted,
          passed(),
          failed,
          seed);
    }
  }

  /// Adds to the line of a kind of fault.
  static synchronized void tell(String id, int attempted, int failed, long seed)
      throws IOException {
    var line =
        LINES.merge(
            id,
            new Line(id, attempted, failed, seed),
            (old, more) -> new Line(id, old.attempted + attempted, old.failed + failed, more.seed));
    System.out.printf(
        Locale.ROOT, "%s %d %d %d %d%n", id, line.attempted, line.passed(), line.failed, line.seed);
    Files.createDirectories(FILE.getParent());
    Files.writeString(
        FILE, "[" + String.join(",\n ", LINES.values().stream().map(Line::json).toList()) + "]\n");
  }

  /// What a failure says first: how to have the same again.
  static String replay(Class<?> test, long seed) {
    return String.format(
        Locale.ROOT,
        "seed %d; replay: ./mvnw -pl modules/bakelite.torture -am -Dtest=%s -Dbakelite.seed=%d verify",
        seed,
        test.getSimpleName(),
        seed);
  }

  /// A test that tried less than it promises proves nothing.
  static void reaches(String id, int target) {
    var line = LINES.get(id);
    int attempted = line == null ? 0 : line.attempted;
    assertTrue(attempted >= target, id + ": expected " + target + " tries, found " + attempted);
  }
}
