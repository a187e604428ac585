package bakelite.monitor;

import bakelite.daemon.Observation;
import bakelite.daemon.StatusDocument;
import java.util.List;

/// Whether every database is protected or on its way to that; what `/healthz` answers.
///
/// @param isGood whether no database is stuck
/// @param lines one for each that is stuck, or one that says how many are not
record Health(boolean isGood, List<String> lines) {
  static Health of(List<Observation> all) {
    var stuck =
        all.stream()
            .map(Observation::document)
            .filter(document -> document.state().isStuck())
            .map(Health::line)
            .toList();
    return stuck.isEmpty()
        ? new Health(
            true, List.of("ok, " + all.size() + (all.size() == 1 ? " database" : " databases")))
        : new Health(false, stuck);
  }

  private static String line(StatusDocument document) {
    var why = document.problem().map(problem -> ": " + problem).orElse("");
    return (document.name() + ": " + document.state().words() + why).replaceAll("\\R", " ");
  }
}
