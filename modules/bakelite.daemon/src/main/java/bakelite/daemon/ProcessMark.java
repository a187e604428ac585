package bakelite.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// One process, told from every later one that gets its number.
///
/// @param boot drawn by the kernel at each boot; empty where there is nothing
/// @param start when it started, in a unit that no change of the clock moves
record ProcessMark(long pid, String boot, long start) {
  /// Of `/proc/PID/stat`, counted from what follows the name in parentheses.
  private static final int STATE_FIELD = 0;

  private static final int START_FIELD = 19;

  static ProcessMark current() {
    long pid = ProcessHandle.current().pid();
    return new ProcessMark(pid, ThisProcess.identity().bootId(), startOf(pid));
  }

  /// Whether it still runs. A killed process whose parent has not asked for it does not.
  boolean isAlive() {
    return start != 0
        && boot.equals(ThisProcess.identity().bootId())
        && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)
        && start == startOf(pid);
  }

  /// 0 where it does not run.
  private static long startOf(long pid) {
    try {
      var text = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      var fields = text.substring(text.lastIndexOf(')') + 1).strip().split(" ", -1);
      boolean isOver = fields[STATE_FIELD].equals("Z") || fields[STATE_FIELD].equals("X");
      return isOver ? 0 : Long.parseLong(fields[START_FIELD]);
    } catch (IOException notLinux) {
      return ProcessHandle.of(pid)
          .flatMap(process -> process.info().startInstant())
          .map(Instant::toEpochMilli)
          .orElse(0L);
    }
  }
}
