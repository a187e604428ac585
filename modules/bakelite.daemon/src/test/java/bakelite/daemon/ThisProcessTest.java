package bakelite.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.backup.WriterIdentity;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ThisProcessTest {
  private final WriterIdentity here = ThisProcess.identity();

  @Test
  void aProcessOfAnotherMachineMayLive() {
    assertTrue(ThisProcess.mayLive(with("elsewhere", "boot", Long.MAX_VALUE, 0)));
    var otherName = new WriterIdentity("other", here.machineId(), here.bootId(), 1 << 30, 0);
    assertTrue(ThisProcess.mayLive(otherName));
    assertTrue(ThisProcess.mayLive(new WriterIdentity("", "", "", 1 << 30, 0)));
  }

  @Test
  void thisProcessLives() {
    assertTrue(ThisProcess.mayLive(here));
    assertEquals(here, ThisProcess.identity());
  }

  @Test
  void aProcessThatIsNotThereIsGone() throws Exception {
    assumeMachineHasIds();
    var child = new ProcessBuilder("true").start();
    child.waitFor();
    assertFalse(ThisProcess.mayLive(with(here.machineId(), here.bootId(), child.pid(), 0)));
  }

  @Test
  void aLaterProcessWithTheSameNumberIsAnother() {
    assumeMachineHasIds();
    long earlier = here.processStart() - 3_600_000;
    assertFalse(
        ThisProcess.mayLive(with(here.machineId(), here.bootId(), here.process(), earlier)));
  }

  @Test
  void whatRanBeforeTheLastBootIsGone() {
    assumeMachineHasIds();
    assertFalse(
        ThisProcess.mayLive(
            with(here.machineId(), "another boot", here.process(), here.processStart())));
    assertTrue(
        ThisProcess.mayLive(with(here.machineId(), "", here.process(), here.processStart())),
        "nobody knows");
  }

  private WriterIdentity with(String machine, String boot, long process, long start) {
    return new WriterIdentity(here.host(), machine, boot, process, start);
  }

  private void assumeMachineHasIds() {
    Assumptions.assumeFalse(
        here.machineId().isEmpty() || here.bootId().isEmpty(),
        "this machine has no /etc/machine-id or no boot id");
  }
}
