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
/// System properties: `bakelite.test.keys` (how many objects the long listing has, 2,000),
/// `bakelite.test.rounds` (of each race, 20), `bakelite.test.large` (a size in MiB: with it objects of
/// that size are tried as well).
public abstract class StoreConformance
    implements RoundTripRules,
        OverwriteRules,
        CreateOnlyRules,
        ListingRules,
        ListingEdgeRules,
        KeyRules,
        ContentRules,
        DeleteRules,
        ConcurrencyRules,
        LifecycleRules {
  private @Nullable Workbench bench;

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

  /// Opens the target, or skips the test with the target's reason.
  @BeforeEach
  public final void openTarget() throws Exception {
    var target = target();
    var reason = target.unusable();
    if (reason.isPresent()) {
      if (isRequired(target.name())) {
        Assertions.fail("target " + target.name() + " is required: " + reason.get());
      }
      Assumptions.abort("target " + target.name() + ": " + reason.get());
    }
    // Unlike any other run's on a bucket that several share.
    var unique = RandomGenerator.getDefault().nextLong();
    bench = new Workbench(target, String.format(Locale.ROOT, "conformance/%016x", unique));
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
