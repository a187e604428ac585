import org.jspecify.annotations.NullMarked;

/// `bakelite demo`: plays the application beside the real daemon, and compares what comes back.
@NullMarked
module bakelite.demo {
  requires bakelite.cli;
  requires java.sql;
  requires org.xerial.sqlitejdbc;
  requires static org.jspecify;

  provides bakelite.cli.command.Command with
      bakelite.demo.DemoCommand,
      bakelite.demo.WriterCommand;
}
