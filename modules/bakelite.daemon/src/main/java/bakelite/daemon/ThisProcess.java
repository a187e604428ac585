package bakelite.daemon;

import bakelite.backup.WriterIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// What this process says of itself in a claim.
public final class ThisProcess {
  private static final Path MACHINE_ID = Path.of("/etc/machine-id");
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /// The start of a process is told in ticks since boot; when that was moves with the clock.
  private static final long SAME_START_MILLIS = 10_000;

  private ThisProcess() {}

  /// The identity, as far as the machine tells it.
  public static WriterIdentity identity() {
    var process = ProcessHandle.current();
    return new WriterIdentity(
        hostName(),
        firstLine(MACHINE_ID),
        firstLine(BOOT_ID),
        process.pid(),
        process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
  }

  /// Whether a process that once was may still be there: false only where it ran on this machine,
  /// and the machine was booted since, no process has its number, or one that began later has.
  public static boolean mayLive(WriterIdentity other) {
    var here = identity();
    boolean isOfThisMachine =
        !here.machineId().isEmpty()
            && other.machineId().equals(here.machineId())
            // Containers share a machine's ids and not its processes; their names differ.
            && other.host().equals(here.host());
    if (!isOfThisMachine) {
      return true;
    }
    if (!other.bootId().equals(here.bootId())) {
      return other.bootId().isEmpty() || here.bootId().isEmpty();
    }
    var start = ProcessHandle.of(other.process()).map(ProcessHandle::info);
    return start.isPresent()
        && start
            .get()
            .startInstant()
            .map(at -> Math.abs(at.toEpochMilli() - other.processStart()) < SAME_START_MILLIS)
            .orElse(true);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }

  private static String firstLine(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException absent) {
      return "";
    }
  }
}
