package bakelite.restore;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/// Histories for property tests. They shrink step by step.
final class Steps {
  private static final int GREATEST_PAGE = 40;

  private Steps() {}

  /// Histories of up to so many steps; each begins with an origin.
  static Arbitrary<List<Step>> histories(int steps) {
    return Combinators.combine(origins(), Arbitraries.lazy(Steps::any).list().ofMaxSize(steps))
        .as((origin, rest) -> {
          rest.addFirst(origin);
          return List.copyOf(rest);
        });
  }

  private static Arbitrary<Step> any() {
    return Arbitraries.frequencyOf(
        Tuple.of(12, commits().map(commit -> commit)),
        Tuple.of(1, Arbitraries.of(true, false).map(Step.Claim::new)),
        Tuple.of(1, commits().list().ofMaxSize(4).map(Step.Resync::new)),
        Tuple.of(1, origins()),
        Tuple.of(2, snapshots()));
  }

  private static Arbitrary<Step.Commit> commits() {
    var growth =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(0)),
            Tuple.of(2, Arbitraries.integers().between(1, 8)),
            Tuple.of(2, Arbitraries.integers().between(-12, -1)),
            Tuple.of(1, Arbitraries.just(-GREATEST_PAGE)));
    var millis =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.integers().between(0, 2000)),
            Tuple.of(1, Arbitraries.integers().between(-3000, -1)));
    return Combinators.combine(
            growth,
            Arbitraries.integers().between(0, GREATEST_PAGE).list().ofMaxSize(6),
            Arbitraries.integers().between(0, 5),
            Arbitraries.of(true, false),
            millis)
        .as(Step.Commit::new);
  }

  private static Arbitrary<Step> origins() {
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.integers().between(9, 12)),
                Tuple.of(1, Arbitraries.integers().between(13, 16))),
            Arbitraries.integers().between(0, GREATEST_PAGE),
            Arbitraries.integers().between(1, GREATEST_PAGE).list().ofMaxSize(4),
            commits().list().ofMaxSize(4),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false))
        .as(Step.Origin::new);
  }

  private static Arbitrary<Step> snapshots() {
    return Combinators.combine(
            Arbitraries.integers().between(1, GREATEST_PAGE), Arbitraries.integers().between(0, 15))
        .as(Step.Snapshot::new);
  }
}
