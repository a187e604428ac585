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
