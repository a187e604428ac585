package bakelite.cli;

import bakelite.cli.command.Command;
import bakelite.cli.command.CommandException;
import bakelite.cli.command.Ending;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.GlobalOptions;
import bakelite.cli.command.Invocation;
import bakelite.cli.command.Surroundings;
import bakelite.cli.command.Terminal;
import bakelite.cli.failure.Failures;
import bakelite.cli.provider.Providers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// One call of the program: reads the arguments, runs the verb, explains what went wrong.
final class Cli {
  private final Grammar grammar;
  private final Surroundings surroundings;

  Cli(Collection<Command> commands, Surroundings surroundings) {
    this.grammar = new Grammar(commands);
    this.surroundings = surroundings;
  }

  /// Runs with the commands of the modules that the program was started with.
  static Ending run(String[] arguments, Surroundings surroundings) {
    var commands =
        ServiceLoader.load(Command.class).stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparing(Command::section))
            .toList();
    return new Cli(commands, surroundings).run(arguments);
  }

  /// Does what the arguments ask for. Throws nothing.
  Ending run(String... arguments) {
    ParseResult parsed;
    try {
      parsed = grammar.parse(arguments);
    } catch (ParameterException wrong) {
      return fail(terminalFor(arguments), WrongUsage.explained(wrong));
    }
    var options = Grammar.globalOptions(parsed);
    var terminal = new Terminal(surroundings.streams(), options);
    try {
      return heard(answer(parsed, options, terminal));
    } catch (CommandException failure) {
      return fail(terminal, failure);
    }
  }

  private Ending answer(ParseResult parsed, GlobalOptions options, Terminal terminal)
      throws CommandException {
    var help = new Help(grammar);
    var verb = parsed.subcommand();
    if (Grammar.has(parsed, Grammar.VERSION)) {
      return runVerb(Grammar.VERSION_VERB, parsed, options, terminal);
    }
    if (Grammar.has(parsed, Grammar.HELP)) {
      surroundings.streams().out().print(verb == null ? help.overview() : help.of(name(verb)));
      return ExitCode.OK;
    }
    if (verb == null && options.json()) {
      throw WrongUsage.noVerb();
    }
    if (verb == null) {
      surroundings.streams().err().print(help.overview());
      return ExitCode.USAGE;
    }
    if (name(verb).equals(Grammar.HELP_VERB)) {
      Optional<String> about = Optional.ofNullable(verb.matchedPositionalValue(0, null));
      surroundings.streams().out().print(about.isEmpty() ? help.overview() : help.of(about.get()));
      return ExitCode.OK;
    }
    return runVerb(name(verb), verb, options, terminal);
  }

  /// A result that could not be written is none, on a full disk for example. A reader that has read
  /// enough is no trouble, and does not come here.
  private Ending heard(Ending ending) throws CommandException {
    if (ending == ExitCode.OK && surroundings.streams().out().checkError()) {
      throw new CommandException(
          ExitCode.LOCAL_DISK,
          "cannot write the result: expected standard output to take it, found it closed or full",
          "what was asked for is done; look at what reads the output, or at the space on its disk");
    }
    return ending;
  }

  private Ending runVerb(
      String verb, ParseResult arguments, GlobalOptions options, Terminal terminal)
      throws CommandException {
    var command = Objects.requireNonNull(grammar.verbs().get(verb));
    if (!command.endsItself()) {
      surroundings.stop().onRequest(Thread.currentThread()::interrupt);
    }
    try {
      var providers = new Providers(folder(options), Providers.USUAL, terminal::warn);
      return command.run(new Invocation(arguments, options, terminal, surroundings, providers));
    } catch (Throwable thrown) {
      // Whatever it was: after a signal that the command does not handle itself, the signal is the
      // reason. Errors are caught too, since a person gets two lines and an exit code for each.
      var stopped = surroundings.stop().reason().filter(_ -> !command.endsItself());
      throw stopped.isPresent() ? Failures.stopped(verb, stopped.get()) : Failures.of(verb, thrown);
    }
  }

  private Optional<Path> folder(GlobalOptions options) throws CommandException {
    var folder = options.providers().map(surroundings::resolve);
    if (folder.isPresent() && !Files.isDirectory(folder.get())) {
      throw new CommandException(
          ExitCode.USAGE,
          "cannot use --providers " + folder.get() + ": expected a folder, found none",
          "name the folder that holds one folder for each provider");
    }
    return folder;
  }

  private Ending fail(Terminal terminal, CommandException failure) {
    terminal.fail(failure);
    return failure.code();
  }

  private Terminal terminalFor(String[] unparsed) {
    var plain = GlobalOptions.PLAIN;
    return new Terminal(
        surroundings.streams(), Grammar.asksForJson(unparsed) ? plain.asJson() : plain);
  }

  private static String name(ParseResult verb) {
    return verb.commandSpec().name();
  }
}
