package bakelite.cli.command;

import java.util.Optional;

/// What every verb understands, written before or after it.
///
/// @param database `--db`: the one that is meant where a place holds several
/// @param configuration `--config`: the configuration file
/// @param providers `--providers`: the folder of store providers of others
/// @param json one JSON document on standard output, and nothing else there
/// @param quiet neither progress nor notes
/// @param verbose more of what happens
public record GlobalOptions(
    Optional<String> database,
    Optional<String> configuration,
    Optional<String> providers,
    boolean json,
    ShowProgress progress,
    boolean quiet,
    boolean verbose) {
  /// Text, with progress where a terminal shows it.
  public static final GlobalOptions PLAIN =
      new GlobalOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          ShowProgress.AUTO,
          false,
          false);

  /// The same, in the other form.
  public GlobalOptions asJson() {
    return new GlobalOptions(database, configuration, providers, true, progress, quiet, verbose);
  }

  /// The same, for one database.
  public GlobalOptions withDatabase(String name) {
    return new GlobalOptions(
        Optional.of(name), configuration, providers, json, progress, quiet, verbose);
  }

  /// When progress is shown.
  public enum ShowProgress {
    /// A line that moves on a terminal, a plain line now and then elsewhere.
    AUTO,
    ALWAYS,
    NEVER
  }
}
