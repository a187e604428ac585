package bakelite.cli.status;

import bakelite.cli.config.Member;
import bakelite.daemon.DatabaseState;
import bakelite.daemon.StatusDocument;
import bakelite.daemon.StatusDocument.Figures;
import bakelite.daemon.Verdict;
import bakelite.store.Fence;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// How one database is.
///
/// @param destination where its replica is
/// @param problem what is wrong, or was when the daemon ended
/// @param figures how far it is, or was when the daemon ended
/// @param fence whether the store keeps two writers apart; absent until it was tried
/// @param verdict what the last `verify` said
/// @param lag how old the oldest commit is that is not in the store; absent when nobody looks
record DatabaseStatus(
    String name,
    String path,
    String destination,
    DatabaseState state,
    Optional<String> problem,
    Optional<Figures> figures,
    Optional<Fence> fence,
    Optional<StatusDocument.Snapshot> snapshot,
    Optional<Verdict> verdict,
    Optional<Duration> lag) {

  /// The worst first, and the one that is behind furthest.
  static final Comparator<DatabaseStatus> WORST_FIRST =
      Comparator.comparing(DatabaseStatus::state)
          .thenComparing(row -> row.lag().orElse(Duration.ZERO), Comparator.reverseOrder())
          .thenComparing(DatabaseStatus::name);

  static DatabaseStatus of(
      Member member, Optional<StatusDocument> written, Optional<Verdict> verdict, Instant now) {
    var figures = written.flatMap(StatusDocument::figures);
    var lag =
        written.filter(StatusDocument::isCurrent).isPresent()
            ? figures.map(known -> known.lag(now))
            : Optional.<Duration>empty();
    return new DatabaseStatus(
        member.name(),
        member.path().toString(),
        member.place(),
        written.map(StatusDocument::stateNow).orElse(DatabaseState.STOPPED),
        written.flatMap(StatusDocument::problem),
        figures,
        written.flatMap(StatusDocument::fence),
        written.flatMap(StatusDocument::snapshot),
        verdict,
        lag);
  }
}
