package bakelite.cli.command;

import bakelite.cli.provider.Providers;
import picocli.CommandLine.ParseResult;

/// One call of a command.
///
/// @param arguments the verb's own options and positional parameters
/// @param options what every verb understands
/// @param terminal where results, notes and progress go
/// @param surroundings the machine, as the command may know it
/// @param providers of stores
public record Invocation(
    ParseResult arguments,
    GlobalOptions options,
    Terminal terminal,
    Surroundings surroundings,
    Providers providers) {
  /// The same call for one database, as if `--db` had named it.
  public Invocation forDatabase(String name) {
    return new Invocation(arguments, options.withDatabase(name), terminal, surroundings, providers);
  }
}
