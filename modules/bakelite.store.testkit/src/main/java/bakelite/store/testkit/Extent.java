package bakelite.store.testkit;

import java.util.Locale;
import java.util.Optional;

/// How much of everything the suite does with a target. A run of every day is small; a run with
/// `BAKELITE_TEST_EXTENT=full` in the environment goes to what a replica can come to.
///
/// @param keys objects of the long listing
/// @param rounds of each race
/// @param largestBytes size of the largest object
public record Extent(int keys, int rounds, long largestBytes) {
  /// The environment variable that chooses between `quick` and `full`.
  public static final String VARIABLE = "BAKELITE_TEST_EXTENT";

  public Extent {
    if (keys < 1 || rounds < 1 || largestBytes < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "no such extent: %d keys, %d rounds, %d bytes",
              keys,
              rounds,
              largestBytes));
    }
  }

  /// 2,000 keys, 20 rounds, 16 MiB.
  public static Extent quick() {
    return new Extent(2_000, 20, 16L << 20);
  }

  /// 10,000 keys, 40 rounds, 100 MiB.
  public static Extent full() {
    return new Extent(10_000, 40, 100L << 20);
  }

  /// What the environment chooses, `quick` where it says nothing; the system properties
  /// `bakelite.test.keys`, `bakelite.test.rounds` and `bakelite.test.large` (MiB) change one figure
  /// each.
  public static Extent chosen() {
    var named = named(Optional.ofNullable(System.getenv(VARIABLE)).orElse("quick"));
    return new Extent(
        Integer.getInteger("bakelite.test.keys", named.keys),
        Integer.getInteger("bakelite.test.rounds", named.rounds),
        Long.getLong("bakelite.test.large", named.largestBytes >> 20) << 20);
  }

  static Extent named(String name) {
    return switch (name) {
      case "quick" -> quick();
      case "full" -> full();
      default ->
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "cannot use %s: expected quick or full, found '%s'",
                  VARIABLE,
                  name));
    };
  }
}
