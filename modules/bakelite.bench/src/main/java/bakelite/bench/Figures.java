package bakelite.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Values of one thing that was measured several times.
final class Figures {
  private final String name;
  private final String unit;
  private final List<Double> values = new ArrayList<>();

  Figures(String name, String unit) {
    this.name = name;
    this.unit = unit;
  }

  void add(double value) {
    values.add(value);
  }

  double median() {
    return percentile(50);
  }

  /// The least value that is not below so many percent of all.
  double percentile(int percent) {
    var sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(Math.min(sorted.size() - 1, (sorted.size() * percent) / 100));
  }

  void print() {
    System.out.printf(
        Locale.ROOT,
        "  %-44s %9.3f %s (%.3f to %.3f, %d times)%n",
        name,
        median(),
        unit,
        Collections.min(values),
        Collections.max(values),
        values.size());
  }

  /// Prints how the medians relate.
  static void ratio(Figures ours, Figures baseline, String limit) {
    System.out.printf(
        Locale.ROOT,
        "  %-44s %9.2f x%s%n",
        ours.name + " : " + baseline.name,
        ours.median() / baseline.median(),
        limit.isEmpty() ? "" : " (to reach: " + limit + ")");
  }
}
