package bakelite.cli.command;

import picocli.CommandLine.Model.CommandSpec;

/// One verb of `bakelite`. Found as a service: a module that `provides Command` adds a verb.
public interface Command {
  /// The verb: its name, its help text, its own options and positional parameters, built with
  /// picocli's model so that nothing has to be opened to reflection. Called once. Global options
  /// and `--help` are added by the caller.
  CommandSpec spec();

  /// Where the verb stands in `bakelite --help`.
  Section section();

  /// Whether the command watches `Surroundings.stop()` and ends in its own time with its own exit
  /// code. All others are interrupted by SIGINT and SIGTERM and end with 130 or 143.
  default boolean endsItself() {
    return false;
  }

  /// Does it. Runs on the process's main thread.
  ///
  /// @throws CommandException with the exit code and the two lines of the error
  /// @throws Exception of the rooms below, explained by the caller in one place; what is not known
  ///   there counts as a defect of ours, exit code 70
  Ending run(Invocation invocation) throws Exception;

  /// The headings of `bakelite --help`, in their order.
  enum Section {
    PROTECT("Protect a database"),
    RECOVER("Get it back"),
    PROGRAM("About bakelite");

    private final String heading;

    Section(String heading) {
      this.heading = heading;
    }

    public String heading() {
      return heading;
    }
  }
}
