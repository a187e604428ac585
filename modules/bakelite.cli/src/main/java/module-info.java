import org.jspecify.annotations.NullMarked;

/// Commands, configuration and terminal.
///
/// A verb is a `Command`, found as a service: those of this module in the same way as those of
/// others. `Cli` parses, finds the verb, runs it and explains what went wrong; `Main` is the
/// process around it.
@NullMarked
module bakelite.cli {
  requires bakelite.daemon;
  requires bakelite.monitor;
  requires bakelite.restore;
  requires bakelite.sqlite;
  // For providers, which are not known when the image is linked and find here what they may need.
  requires java.logging;
  requires java.management;
  requires java.naming;
  requires java.net.http;
  requires java.xml;
  requires jdk.unsupported;
  requires org.snakeyaml.engine;
  requires transitive com.fasterxml.jackson.core;
  requires transitive info.picocli;
  requires static org.jspecify;

  exports bakelite.cli.command;

  uses bakelite.cli.command.Command;
  uses bakelite.store.StoreProvider;

  provides bakelite.cli.command.Command with
      bakelite.cli.completion.CompletionCommand,
      bakelite.cli.daemon.DaemonCommand,
      bakelite.cli.doctor.DoctorCommand,
      bakelite.cli.list.ListCommand,
      bakelite.cli.manual.ManualCommand,
      bakelite.cli.replicate.ReplicateCommand,
      bakelite.cli.restore.RestoreCommand,
      bakelite.cli.status.CheckCommand,
      bakelite.cli.status.StatusCommand,
      bakelite.cli.verify.VerifyCommand,
      bakelite.cli.version.VersionCommand;
}
