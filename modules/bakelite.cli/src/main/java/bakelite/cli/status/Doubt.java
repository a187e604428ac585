package bakelite.cli.status;

import bakelite.cli.text.Amounts;
import bakelite.cli.text.Moments;
import bakelite.daemon.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A reason why a database is not protected right now, or not proved recently.
///
/// @param database its name; empty where it is about all of them
/// @param problem one line
/// @param hint what to do
record Doubt(Optional<String> database, String problem, String hint) {
  /// What is asked for.
  ///
  /// @param maxLag how far a replica may be behind
  /// @param maxVerifyAge how long ago `verify` may have looked; empty where nobody asks
  record Limits(Duration maxLag, Optional<Duration> maxVerifyAge) {}

  /// All that is wrong with one database; empty where nothing is.
  static List<Doubt> of(DatabaseStatus row, Limits limits, Instant now) {
    var doubts = new ArrayList<Doubt>();
    protection(row, limits)
        .ifPresent(problem -> doubts.add(new Doubt(Optional.of(row.name()), problem, hint(row))));
    proof(row, limits, now)
        .ifPresent(problem ->
            doubts.add(
                new Doubt(
                    Optional.of(row.name()),
                    problem,
                    "`bakelite verify --deep --db "
                        + row.name()
                        + "` looks again and names what it finds")));
    return doubts;
  }

  private static Optional<String> protection(DatabaseStatus row, Limits limits) {
    return row.state().isProtected()
        ? lag(row, limits)
        : Optional.of(
            "not protected: "
                + row.state().words()
                + row.problem().map(why -> ", " + why).orElse(""));
  }

  private static Optional<String> lag(DatabaseStatus row, Limits limits) {
    return row.lag()
        .filter(lag -> lag.compareTo(limits.maxLag()) > 0)
        .map(lag ->
            "behind by "
                + Amounts.duration(lag)
                + ", expected at most "
                + Amounts.duration(limits.maxLag()));
  }

  private static String hint(DatabaseStatus row) {
    return switch (row.state()) {
      case STOPPED -> "start `bakelite daemon`; nothing protects it now";
      case FENCED ->
          "once the other writer is gone for good, start the daemon again with --take-over";
      case RESYNCING, SNAPSHOTTING, STARTING, CATCHING_UP, DETACHED ->
          "`bakelite status` shows how far it is";
      case FAILED, STALLED, MISSING, BACKING_OFF, WAITING, PROTECTING ->
          "`bakelite doctor --db " + row.name() + "` tries all that it needs";
    };
  }

  private static Optional<String> proof(DatabaseStatus row, Limits limits, Instant now) {
    var verdict = row.verdict();
    if (verdict.filter(said -> !said.ok()).isPresent()) {
      return Optional.of("the replica was not whole when verify looked at " + at(verdict.get()));
    }
    if (limits.maxVerifyAge().isEmpty()) {
      return Optional.empty();
    }
    var most = limits.maxVerifyAge().get();
    if (verdict.isEmpty()) {
      return Optional.of(
          "not proved: verify never looked, expected within " + Amounts.duration(most));
    }
    return verdict.get().at().plus(most).isBefore(now)
        ? Optional.of(
            "not proved since " + at(verdict.get()) + ", expected within " + Amounts.duration(most))
        : Optional.empty();
  }

  private static String at(Verdict verdict) {
    return Moments.utc(verdict.at());
  }
}
