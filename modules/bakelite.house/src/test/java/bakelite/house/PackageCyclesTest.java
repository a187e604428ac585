package bakelite.house;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Packages depend on each other in one direction.
class PackageCyclesTest {
  private static final ArchRule NO_CYCLES =
      slices().matching("bakelite.(**)").should().beFreeOfCycles().allowEmptyShould(true);

  @Test
  void thereIsNoCycleOfPackages() {
    NO_CYCLES.check(Classes.thatShip());
  }

  @Test
  void aCycleIsCaught(@TempDir Path folder) {
    var left = "package bakelite.left; public class Left { bakelite.right.Right right; }";
    var right = "package bakelite.right; public class Right { bakelite.left.Left left; }";
    Classes.assertCaught(
        NO_CYCLES,
        Classes.sample(
            folder,
            Source.sample("m", "bakelite/left/Left.java", left),
            Source.sample("m", "bakelite/right/Right.java", right)),
        "Cycle detected");
  }

  @Test
  void oneDirectionIsFine(@TempDir Path folder) {
    var left = "package bakelite.left; public class Left { bakelite.left.inner.Inner inner; }";
    var inner = "package bakelite.left.inner; public class Inner {}";
    Classes.assertFine(
        NO_CYCLES,
        Classes.sample(
            folder,
            Source.sample("m", "bakelite/left/Left.java", left),
            Source.sample("m", "bakelite/left/inner/Inner.java", inner)));
  }
}
