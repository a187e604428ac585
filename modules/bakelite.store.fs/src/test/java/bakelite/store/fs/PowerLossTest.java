package bakelite.store.fs;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Everything that was not fsynced is lost, at every step of a history.
final class PowerLossTest {
  @Test
  void whatWasAcknowledgedSurvivesALossOfPowerAtAnyStep() throws Exception {
    var losses = new PowerLossSweep(UnaryOperator.identity()).run();
    assertTrue(losses >= 1_000, () -> "only " + losses + " losses of power");
  }

  @ParameterizedTest
  @EnumSource(Mutant.class)
  void aStoreThatLeavesOutAStepIsCaught(Mutant mutant) {
    assertThrows(AssertionError.class, () -> new PowerLossSweep(mutant::over).run());
  }
}
