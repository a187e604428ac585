package bakelite.cli.daemon;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import bakelite.cli.config.Configuration;
import bakelite.cli.config.ListenAddress;
import bakelite.cli.version.Version;
import bakelite.daemon.Daemon;
import bakelite.daemon.StatusFolder;
import bakelite.monitor.BuildInfo;
import bakelite.monitor.Monitor;
import java.io.IOException;
import java.net.InetSocketAddress;

/// Metrics and health of a daemon, where the configuration asks for them.
final class Listening {
  /// What is served, until it is closed.
  interface Open extends AutoCloseable {
    @Override
    void close();
  }

  private Listening() {}

  /// Serves until it is closed; nothing where the configuration has no `listen`.
  ///
  /// @throws CommandException of kind usage when the address cannot be had
  static Open to(
      Daemon daemon, Configuration configuration, StatusFolder status, Invocation invocation)
      throws CommandException {
    if (configuration.listen().isEmpty()) {
      return () -> {};
    }
    var wanted = configuration.listen().get();
    var address = wanted.resolved();
    if (address.isUnresolved()) {
      throw refused(configuration, wanted, "a host that is known", "an unknown one");
    }
    try {
      var build = new BuildInfo(Version.ofProgram(), System.getProperty("java.version", "?"));
      var clock = invocation.surroundings().clock();
      var monitor = Monitor.open(address, daemon::observe, status, build, clock);
      invocation.terminal().log("listening on http://" + shown(monitor.address()) + "/metrics");
      return monitor::close;
    } catch (IOException taken) {
      throw refused(
          configuration,
          wanted,
          "an address of this machine that is free",
          "" + taken.getMessage());
    }
  }

  private static String shown(InetSocketAddress address) {
    var host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private static CommandException refused(
      Configuration configuration, ListenAddress wanted, String expected, String found) {
    return new CommandException(
        ExitCode.USAGE,
        "cannot listen on " + wanted + ": expected " + expected + ", found: " + found,
        "another daemon may run already; else name another port with listen in "
            + configuration.file());
  }
}
