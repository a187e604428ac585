package bakelite.store.testkit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/// The contract of [bakelite.store.ObjectStore] as tests. A provider's author extends it:
///
///     final class MyStoreTest extends StoreConformance {
///       @Override
///       protected ConformanceTarget target() {
///         return new ConformanceTarget() {
///           public String name() { return "mine"; }
///           public ObjectStore open() throws Exception {
///             return Stores.installed().open("mine://localhost:9000/test");
///           }
///         };
///       }
///     }
///
/// A target that is not usable is skipped with its reason, unless the environment names it in
/// `BAKELITE_TEST_REQUIRE=a,b`: then the test fails.
///
/// How much it does is the target's [Extent]. The run ends with a table of all targets: which ran,
/// which were skipped and why, and what was left out. The same is written to
/// `store-conformance.tsv` in the folder that the system property `bakelite.test.report` names, else
/// in `target` or `build` where the tests run.
@ExtendWith(ScoreKeeper.class)
public abstract class StoreConformance
    implements RoundTripRules,
        LargeObjectRules,
        OverwriteRules,
        CreateOnlyRules,
        LostAnswerRules,
        ListingRules,
        ListingEdgeRules,
        KeyRules,
        ContentRules,
        DeleteRules,
        ConcurrencyRules,
        LifecycleRules,
        ConditionRules,
        PatienceRules {
  private @Nullable Workbench bench;
  private Scores scores = new Scores();

  /// For subclasses.
  protected StoreConformance() {}

  /// The destination under test; asked before every test.
  protected abstract ConformanceTarget target();

  @Override
  public final Workbench bench() {
    if (bench == null) {
      throw new IllegalStateException("no test is running");
    }
    return bench;
  }

  void keepScore(Scores kept) {
    scores = kept;
  }

  String targetName() {
    return target().name();
  }

  /// Opens the target, or skips the test with the target's reason.
  @BeforeEach
  public final void openTarget() throws Exception {
    var target = target();
    var reason = target.unusable();
    if (reason.isPresent()) {
      scores.skipped(target.name(), reason.get());
      if (isRequired(target.name())) {
        Assertions.fail("target " + target.name() + " is required: " + reason.get());
      }
      Assumptions.abort("target " + target.name() + ": " + reason.get());
    }
    // Unlike any other run's on a bucket that several share.
    var unique = RandomGenerator.getDefault().nextLong();
    bench = new Workbench(target, String.format(Locale.ROOT, "conformance/%016x", unique), scores);
  }

  /// Removes what the test stored.
  @AfterEach
  public final void cleanUp() throws Exception {
    // A test that was interrupted on purpose must not take the next ones with it.
    Thread.interrupted();
    if (bench != null) {
      bench.cleanUp();
    }
  }

  private static boolean isRequired(String name) {
    return Optional.ofNullable(System.getenv("BAKELITE_TEST_REQUIRE"))
        .map(required -> Arrays.asList(required.split(",")).contains(name))
        .orElse(false);
  }
}
