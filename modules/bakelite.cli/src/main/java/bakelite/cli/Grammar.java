package bakelite.cli;

import bakelite.cli.command.Command;
import bakelite.cli.command.CommandException;
import bakelite.cli.command.GlobalOptions;
import bakelite.cli.command.GlobalOptions.ShowProgress;
import bakelite.cli.provider.Providers;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// What may be written behind `bakelite`: the global options, before or after the verb, and the
/// verbs that were found.
final class Grammar {
  static final String HELP = "--help";
  static final String HELP_VERB = "help";
  static final String VERSION = "--version";
  static final String VERSION_VERB = "version";

  private static final String DATABASE = "--db";
  private static final String CONFIGURATION = "--config";
  private static final String JSON = "--json";
  private static final String PROGRESS = "--progress";
  private static final String PROVIDERS = "--providers";
  private static final String QUIET = "--quiet";
  private static final String VERBOSE = "--verbose";
  private static final Set<String> GLOBAL =
      Set.of(CONFIGURATION, DATABASE, JSON, PROGRESS, PROVIDERS, QUIET, VERBOSE, HELP, VERSION);

  private final CommandLine line;
  private final Map<String, Command> verbs = new LinkedHashMap<>();

  Grammar(Collection<Command> commands) {
    line = new CommandLine(withGlobalOptions(CommandSpec.create().name("bakelite")));
    line.addSubcommand(HELP_VERB, new CommandLine(withGlobalOptions(helpVerb())));
    for (var command : commands) {
      var spec = withGlobalOptions(command.spec());
      verbs.put(spec.name(), command);
      line.addSubcommand(spec.name(), new CommandLine(spec));
    }
    line.setCaseInsensitiveEnumValuesAllowed(true);
    // A path may begin with @; it is no file of arguments.
    line.setExpandAtFiles(false);
  }

  /// @throws picocli.CommandLine.ParameterException when they mean nothing
  ParseResult parse(String[] arguments) {
    return line.parseArgs(arguments);
  }

  /// The verbs in the order of their registration.
  Map<String, Command> verbs() {
    return Collections.unmodifiableMap(verbs);
  }

  /// What a verb takes.
  Optional<CommandSpec> specOf(String verb) {
    return Optional.ofNullable(line.getSubcommands().get(verb)).map(CommandLine::getCommandSpec);
  }

  /// The options that every verb takes.
  List<OptionSpec> globalOptions() {
    return line.getCommandSpec().options();
  }

  CommandException noSuchVerb(String verb) {
    return WrongUsage.noSuchVerb(verb, line);
  }

  static boolean isGlobal(OptionSpec option) {
    return GLOBAL.contains(option.longestName());
  }

  /// Both places count: a flag is set when it stands in either, a value behind the verb wins.
  static GlobalOptions globalOptions(ParseResult parsed) {
    return new GlobalOptions(
        value(parsed, DATABASE).map(String.class::cast),
        value(parsed, CONFIGURATION).map(String.class::cast),
        value(parsed, PROVIDERS).map(String.class::cast),
        has(parsed, JSON),
        value(parsed, PROGRESS).map(ShowProgress.class::cast).orElse(ShowProgress.AUTO),
        has(parsed, QUIET),
        has(parsed, VERBOSE));
  }

  /// Whether a global flag stands before or after the verb.
  static boolean has(ParseResult parsed, String flag) {
    var verb = parsed.subcommand();
    return parsed.hasMatchedOption(flag) || (verb != null && verb.hasMatchedOption(flag));
  }

  /// Whether `--json` stands among arguments that could not be parsed.
  static boolean asksForJson(String[] arguments) {
    var ours = List.of(arguments);
    var end = ours.indexOf("--");
    return ours.subList(0, end < 0 ? ours.size() : end).contains(JSON);
  }

  private static Optional<Object> value(ParseResult parsed, String option) {
    var verb = parsed.subcommand();
    @Nullable Object behind = verb == null ? null : verb.matchedOptionValue(option, null);
    return Optional.ofNullable(behind != null ? behind : parsed.matchedOptionValue(option, null));
  }

  private static CommandSpec withGlobalOptions(CommandSpec spec) {
    return spec.addOption(
            option(
                CONFIGURATION,
                "FILE",
                String.class,
                "the configuration; else $BAKELITE_CONFIG, else /etc/bakelite/bakelite.yml"))
        .addOption(
            option(DATABASE, "NAME", String.class, "which database, where a place holds several"))
        .addOption(flag(JSON, "print one JSON document; errors too, on standard error"))
        .addOption(
            option(PROGRESS, "WHEN", ShowProgress.class, "auto, always or never; default auto"))
        .addOption(
            option(
                PROVIDERS,
                "DIR",
                String.class,
                "store providers of others, each in a folder of its own; else providers_dir of the"
                    + " configuration, else "
                    + Providers.USUAL
                    + " where it is there"))
        .addOption(flag(QUIET, "neither progress nor notes"))
        .addOption(flag(VERBOSE, "tell more of what happens"))
        .addOption(flag(HELP, "show this help").toBuilder().usageHelp(true).build())
        .addOption(flag(VERSION, "print the version").toBuilder().versionHelp(true).build());
  }

  private static CommandSpec helpVerb() {
    var spec = CommandSpec.create().name(HELP_VERB);
    spec.usageMessage().description("Shows what bakelite, or one of its commands, does and takes.");
    return spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .paramLabel("COMMAND")
            .type(String.class)
            .description("the command; without it, all of them")
            .build());
  }

  private static OptionSpec flag(String name, String what) {
    return OptionSpec.builder(name).arity("0").type(boolean.class).description(what).build();
  }

  private static OptionSpec option(String name, String value, Class<?> type, String what) {
    return OptionSpec.builder(name)
        .arity("1")
        .paramLabel(value)
        .type(type)
        .description(what)
        .build();
  }
}
