package bakelite.cli.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// What somebody probably meant who wrote something else.
final class Nearest {
  private Nearest() {}

  /// The word with the fewest letters changed, where these are at most a third.
  static Optional<String> to(String word, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt((String each) -> distance(word, each)))
        .filter(best -> distance(word, best) <= Math.max(1, best.length() / 3));
  }

  /// How many letters are to be changed, added or left out, two that changed places counting once.
  private static int distance(String one, String other) {
    var rows = new int[one.length() + 1][other.length() + 1];
    for (int a = 0; a <= one.length(); a++) {
      for (int b = 0; b <= other.length(); b++) {
        if (a == 0 || b == 0) {
          rows[a][b] = a + b;
          continue;
        }
        int change = one.charAt(a - 1) == other.charAt(b - 1) ? 0 : 1;
        int best =
            Math.min(rows[a - 1][b - 1] + change, 1 + Math.min(rows[a - 1][b], rows[a][b - 1]));
        boolean swapped =
            a > 1
                && b > 1
                && one.charAt(a - 1) == other.charAt(b - 2)
                && one.charAt(a - 2) == other.charAt(b - 1);
        rows[a][b] = swapped ? Math.min(best, rows[a - 2][b - 2] + 1) : best;
      }
    }
    return rows[one.length()][other.length()];
  }
}
