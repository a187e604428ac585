package bakelite.cli.doctor;

import bakelite.cli.command.ExitCode;
import bakelite.cli.config.ListenAddress;
import bakelite.daemon.StatusDocument;
import bakelite.daemon.StatusFolder;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/// Whether metrics and health can be served where the configuration wants them.
final class ListenCheck {
  private static final String CHECK = "listen";

  private ListenCheck() {}

  /// @param databases names of those that a daemon may keep already
  static Checked of(ListenAddress wanted, Path stateRoot, Collection<String> databases) {
    var address = wanted.resolved();
    if (address.isUnresolved()) {
      return failed("cannot listen on " + wanted + ": expected a host that is known");
    }
    // Asked by doing it.
    try (var _ = new ServerSocket(address.getPort(), 1, address.getAddress())) {
      return address.getAddress().isLoopbackAddress()
          ? Checked.ok(Optional.empty(), CHECK, wanted + " can be listened on")
          : Checked.warning(
              Optional.empty(),
              CHECK,
              wanted + " can be reached from other machines, without a password",
              "listen on 127.0.0.1, or let a firewall or a proxy decide who may ask");
    } catch (IOException taken) {
      return databases.stream().anyMatch(name -> isKept(stateRoot, name))
          ? Checked.ok(Optional.empty(), CHECK, wanted + " is in use, and a daemon runs")
          : failed("cannot listen on " + wanted + ": " + taken.getMessage());
    }
  }

  private static Checked failed(String message) {
    return Checked.failed(
        Optional.empty(),
        CHECK,
        message,
        "name another address with listen, or end what uses this one",
        ExitCode.USAGE);
  }

  private static boolean isKept(Path stateRoot, String name) {
    try {
      return StatusFolder.in(stateRoot).read(name).filter(StatusDocument::isCurrent).isPresent();
    } catch (IOException unreadable) {
      return false;
    }
  }
}
