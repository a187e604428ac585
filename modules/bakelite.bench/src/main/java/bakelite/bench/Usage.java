package bakelite.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a process that runs has taken of the machine, as the kernel tells it.
final class Usage {
  private static final double TICKS_PER_SECOND = 100;

  private Usage() {}

  /// User and system time so far.
  static double cpuSeconds(Process process) throws IOException {
    var stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  static long residentKilobytes(Process process) throws IOException {
    return status(process, "VmRSS:");
  }

  /// The most that was resident at any time.
  static long peakKilobytes(Process process) throws IOException {
    return status(process, "VmHWM:");
  }

  private static long status(Process process, String name) throws IOException {
    for (var line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no " + name);
  }
}
