package bakelite.cli.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bakelite.daemon.DatabaseState;
import bakelite.daemon.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What `check` takes for a problem, and what not.
class DoubtTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final Doubt.Limits USUAL =
      new Doubt.Limits(Duration.ofSeconds(60), Optional.empty());
  private static final Doubt.Limits DAILY =
      new Doubt.Limits(Duration.ofSeconds(60), Optional.of(Duration.ofDays(1)));

  @Test
  void onlyWhatIsProtectedAndUpToDateIsFine() {
    assertEquals(
        "protecting catching-up",
        Arrays.stream(DatabaseState.values())
            .filter(state -> problems(row(state, 0, Optional.empty()), USUAL).isEmpty())
            .sorted((one, other) -> other.compareTo(one))
            .map(DatabaseState::words)
            .collect(Collectors.joining(" ")));
    assertEquals(
        List.of("not protected: stalled, it hangs"),
        problems(row(DatabaseState.STALLED, 0, Optional.empty()), USUAL));
  }

  @Test
  void aLagIsAProblemAboveTheLimitAndNotAtIt() {
    assertEquals(List.of(), problems(row(DatabaseState.PROTECTING, 60, Optional.empty()), USUAL));
    assertEquals(
        List.of("behind by 61 s, expected at most 60 s"),
        problems(row(DatabaseState.PROTECTING, 61, Optional.empty()), USUAL));
    assertEquals(
        List.of("behind by 61 s, expected at most 60 s"),
        problems(row(DatabaseState.CATCHING_UP, 61, Optional.empty()), USUAL));
  }

  @Test
  void aProofThatFailedIsAProblemWhateverItsAgeAndAnOldOneWhenAskedFor() {
    assertEquals(
        List.of("the replica was not whole when verify looked at 2026-11-26 09:00:00.000 UTC"),
        problems(row(DatabaseState.PROTECTING, 0, verdict(3_600, false)), USUAL));
    assertEquals(
        List.of(), problems(row(DatabaseState.PROTECTING, 0, verdict(86_400, true)), DAILY));
    assertEquals(
        List.of("not proved since 2026-11-25 09:59:59.000 UTC, expected within 24 h"),
        problems(row(DatabaseState.PROTECTING, 0, verdict(86_401, true)), DAILY));
    assertEquals(
        List.of("not proved: verify never looked, expected within 24 h"),
        problems(row(DatabaseState.PROTECTING, 0, Optional.empty()), DAILY));
  }

  @Test
  void everyProblemOfADatabaseIsNamed() {
    assertEquals(
        List.of(
            "not protected: fenced, it hangs",
            "the replica was not whole when verify looked at 2026-11-26 09:59:50.000 UTC"),
        problems(row(DatabaseState.FENCED, 0, verdict(10, false)), DAILY));
  }

  private static List<String> problems(DatabaseStatus row, Doubt.Limits limits) {
    return Doubt.of(row, limits, NOW).stream().map(Doubt::problem).toList();
  }

  private static Optional<Verdict> verdict(long secondsAgo, boolean ok) {
    return Optional.of(
        new Verdict("/app.db", "file:///b", NOW.minusSeconds(secondsAgo), true, ok, 7));
  }

  private static DatabaseStatus row(DatabaseState state, long lag, Optional<Verdict> verdict) {
    return new DatabaseStatus(
        "app",
        "/app.db",
        "file:///b",
        state,
        Optional.of("it hangs"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        verdict,
        Optional.of(Duration.ofSeconds(lag)));
  }
}
