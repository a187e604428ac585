package bakelite.monitor;

import bakelite.daemon.DatabaseState;
import bakelite.daemon.Observation;
import bakelite.daemon.StatusDocument;
import bakelite.daemon.StatusDocument.Figures;
import bakelite.daemon.StatusDocument.Snapshot;
import bakelite.daemon.Traffic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Databases as a daemon would tell of them.
final class Databases {
  static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  private Databases() {}

  static Observation fine(String name) {
    return one(name, DatabaseState.PROTECTING, Optional.empty(), Optional.of(figures()));
  }

  static Observation stuck(String name, DatabaseState state, String problem) {
    return one(name, state, Optional.of(problem), Optional.empty());
  }

  static List<Observation> many(int count) {
    return IntStream.range(0, count).mapToObj(number -> fine("tenant-" + number)).toList();
  }

  private static Figures figures() {
    return new Figures(
        1210,
        Optional.of(NOW.minusMillis(1250)),
        1204,
        Optional.of(NOW.minusSeconds(5)),
        Optional.of(NOW.minusMillis(4500)),
        Optional.of(NOW.minusMillis(2000)),
        OptionalLong.of(4096),
        512,
        Map.of("put", 7L, "list", 0L));
  }

  private static Observation one(
      String name, DatabaseState state, Optional<String> problem, Optional<Figures> figures) {
    var document =
        new StatusDocument(
            name,
            "/srv/" + name + ".db",
            "s3://backups/" + name,
            state,
            problem,
            figures,
            Optional.empty(),
            figures.map(_ -> new Snapshot(3, NOW.minusSeconds(3600))),
            // Of this process; nobody outside of its module can name another.
            null);
    var traffic =
        new Traffic(
            new TreeMap<>(Map.of("change_set", 12L, "shard", 1L)),
            new TreeMap<>(Map.of("change_set", 1200L, "shard", 4000L)),
            new TreeMap<>(Map.of("store_unreachable", 3L, "database", 0L)));
    return new Observation(document, traffic);
  }
}
