package bakelite.cli.config;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// What is wrong with a file, each with its line; a person who corrects it wants all at once.
final class Problems {
  /// More than this is not read any more.
  private static final int MOST = 20;

  private final Path file;
  private final List<Problem> found = new ArrayList<>();

  private record Problem(int line, String text) {}

  Problems(Path file) {
    this.file = file;
  }

  /// @param line from 1
  void add(int line, String key, String what) {
    found.add(new Problem(line, file + ":" + line + ": " + key + ": " + what));
  }

  /// @throws CommandException of kind usage when there are any
  void refuse() throws CommandException {
    if (!found.isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE,
          found.stream()
              .sorted(Comparator.comparingInt(Problem::line))
              .map(Problem::text)
              .distinct()
              .limit(MOST)
              .collect(Collectors.joining("\n")),
          "every key, with its unit and default, is in docs/configuration.md");
    }
  }
}
