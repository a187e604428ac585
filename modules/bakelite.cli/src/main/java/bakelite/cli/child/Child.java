package bakelite.cli.child;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.Ending;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import bakelite.cli.command.StopRequest.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `-- CMD…`: the application as a child of ours. It is started when its databases are protected,
/// gets the signals that we get, and its end is ours.
public final class Child {
  private static final String END_OF_OPTIONS = "--";

  private final List<String> command;
  private final boolean terminalSignalsAll;

  private Child(List<String> command, boolean terminalSignalsAll) {
    this.command = command;
    this.terminalSignalsAll = terminalSignalsAll;
  }

  /// Adds the parameter to a verb.
  ///
  /// @param index of its first word among the positional parameters
  public static void addTo(CommandSpec spec, int index) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index(index + "..*")
            .arity("0..*")
            .paramLabel("-- CMD…")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description(
                "an application to start once its databases are protected; it gets the signals that"
                    + " come here, and its exit code becomes this one's after the last upload")
            .build());
  }

  /// The child that the arguments ask for.
  ///
  /// @param index of its first word among the positional parameters
  /// @throws CommandException of kind usage when there are words that do not stand behind `--`
  public static Optional<Child> of(Invocation invocation, int index) throws CommandException {
    var arguments = invocation.arguments();
    var positional = arguments.matchedPositionals();
    List<String> words = List.of();
    for (var each : positional) {
      if (each.index().min() == index && each.index().isVariable()) {
        words = List.copyOf(each.<List<String>>getValue());
      }
    }
    if (words.isEmpty()) {
      return Optional.empty();
    }
    var all = arguments.originalArgs();
    int end = all.indexOf(END_OF_OPTIONS);
    if (end < 0 || !all.subList(end + 1, all.size()).equals(words)) {
      throw new CommandException(
          ExitCode.USAGE,
          "cannot run "
              + arguments.commandSpec().name()
              + ": expected an application behind --, found '"
              + words.getFirst()
              + "'",
          "write `-- " + words.getFirst() + " …`, or leave it out");
    }
    return Optional.of(new Child(words, invocation.surroundings().streams().errIsTerminal()));
  }

  /// As a person would call it.
  String name() {
    return command.getFirst();
  }

  /// Starts it, with our own streams.
  Running start() throws CommandException {
    try {
      return new Running(new ProcessBuilder(command).inheritIO().start(), terminalSignalsAll);
    } catch (IOException notStarted) {
      throw new CommandException(
          ExitCode.USAGE,
          "cannot start "
              + command.getFirst()
              + ": expected a program, found none that may be executed",
          "check the spelling, and its rights",
          notStarted);
    }
  }

  /// A child that was started.
  ///
  /// @param terminalSignalsAll whether Ctrl-C reaches the child without us
  record Running(Process process, boolean terminalSignalsAll) {
    /// Passes a signal on.
    void signal(Reason reason) {
      switch (reason) {
        case TERMINATE -> process.destroy();
        case INTERRUPT -> {
          if (!terminalSignalsAll) {
            interrupt();
          }
        }
      }
    }

    /// The JDK sends SIGTERM and SIGKILL only.
    private void interrupt() {
      try {
        var _ = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
      } catch (IOException noSuchProgram) {
        process.destroy();
      }
    }

    /// Waits for its end.
    Ending end() throws InterruptedException {
      return new Ending.OfChild(process.waitFor());
    }
  }
}
