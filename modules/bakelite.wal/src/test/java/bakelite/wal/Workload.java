package bakelite.wal;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/// What an application does to a database.
///
/// @param isPadded whether commits are padded to sectors, as without power-safe overwrites
/// @param chunk commits that are read at once
/// @param steps statements that are run before the WAL is looked at again, each by one of two
///   connections
record Workload(int pageSize, boolean isPadded, int autoVacuum, int chunk, List<Step> steps) {
  /// @param connection `a` or `b`
  record Step(String connection, List<String> statements) {}

  static Arbitrary<Workload> any() {
    var pageSizes = Arbitraries.integers().between(9, 16).map(power -> 1 << power);
    return pageSizes.flatMap(pageSize ->
        Combinators.combine(
                Arbitraries.of(true, false),
                Arbitraries.integers().between(0, 2),
                Arbitraries.of(1, 3, Integer.MAX_VALUE),
                step(pageSize).list().ofMinSize(1).ofMaxSize(10))
            .as((isPadded, autoVacuum, chunk, steps) ->
                new Workload(pageSize, isPadded, autoVacuum, chunk, steps)));
  }

  private static Arbitrary<Step> step(int pageSize) {
    var change = change(pageSize);
    var changes = change.list().ofMinSize(1).ofMaxSize(4);
    var transaction =
        Combinators.combine(changes, changes, Arbitraries.of("", "s"), Arbitraries.of(true, false))
            .as(Workload::transaction);
    var alone =
        Arbitraries.of(
            "VACUUM",
            "PRAGMA incremental_vacuum(5)",
            "CREATE TABLE IF NOT EXISTS u(k INTEGER PRIMARY KEY, v)",
            "DROP TABLE IF EXISTS u",
            "PRAGMA user_version=5");
    var checkpoint =
        Arbitraries.of("PASSIVE", "FULL", "RESTART", "TRUNCATE")
            .map(mode -> "PRAGMA wal_checkpoint(" + mode + ")");
    var statements =
        Arbitraries.frequencyOf(
            Tuple.of(4, transaction),
            Tuple.of(3, changes),
            Tuple.of(2, alone.list().ofMinSize(1).ofMaxSize(3)),
            Tuple.of(2, checkpoint.map(List::of)));
    return Combinators.combine(Arbitraries.of("a", "b"), statements).as(Step::new);
  }

  /// The second half is rolled back, alone or with the first. The cache is small: a part of it has
  /// been written to the WAL by then.
  private static List<String> transaction(
      List<String> first, List<String> second, String savepoint, boolean isCommitted) {
    var all = new ArrayList<String>();
    all.add("BEGIN");
    all.addAll(first);
    if (!savepoint.isEmpty()) {
      all.add("SAVEPOINT " + savepoint);
    }
    all.addAll(second);
    if (!savepoint.isEmpty()) {
      all.add("ROLLBACK TO " + savepoint);
      all.addAll(first);
    }
    all.add(isCommitted ? "COMMIT" : "ROLLBACK");
    return all;
  }

  private static Arbitrary<String> change(int pageSize) {
    var key = Arbitraries.integers().between(0, 60);
    var count = Arbitraries.integers().between(1, 30);
    var size = Arbitraries.integers().between(1, pageSize * 3 / 2);
    var letter = Arbitraries.strings().withCharRange('a', 'z').ofLength(1);
    var insert =
        Combinators.combine(key, count, size, letter)
            .as((from, rows, bytes, text) ->
                ("WITH RECURSIVE c(i) AS (SELECT %1$d UNION ALL SELECT i+1 FROM c"
                        + " WHERE i<%2$d) INSERT OR REPLACE INTO t"
                        + " SELECT i, CAST(printf('%%.*c', %3$d, '%4$s') || i AS BLOB) FROM c")
                    .formatted(from, from + rows - 1, bytes, text));
    var update =
        Combinators.combine(Arbitraries.integers().between(2, 7), size, letter)
            .as((each, bytes, text) ->
                "UPDATE t SET v=printf('%%.*c', %d, '%s') WHERE k %% %d=0"
                    .formatted(bytes, text, each));
    var delete =
        Combinators.combine(key, count)
            .as((from, rows) ->
                "DELETE FROM t WHERE k BETWEEN %d AND %d".formatted(from, from + rows));
    return Arbitraries.oneOf(insert, update, delete);
  }
}
