package bakelite.demo;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Restores the latest and random commits of a replica, each to a file of its own, and grades them.
final class Restores {
  private static final Pattern INDEX = Pattern.compile("\"index\"\\s*:\\s*(\\d+)");

  private final Stage stage;

  Restores(Stage stage) {
    this.stage = stage;
  }

  /// Restores and compares.
  ///
  /// @param points how many random commits besides the latest
  /// @param commits how many the application made; the latest restore must have them all
  /// @param tell takes one line a restore
  /// @return what was wrong, empty when all were exact
  List<String> compare(int points, long commits, Consumer<String> tell)
      throws IOException, SQLException, InterruptedException, CommandException {
    var indexes = indexes();
    var chosen = new TreeSet<Long>();
    int most = Math.min(points + 1, indexes.size());
    chosen.add(indexes.getLast());
    var random = stage.surroundings().random();
    while (chosen.size() < most) {
      chosen.add(indexes.get(random.nextInt(indexes.size())));
    }
    var truth = Truth.read(stage.folder().resolve("truth"));
    var problems = new ArrayList<String>();
    long before = 0;
    for (long index : chosen) {
      var copy = stage.folder().resolve("restored-" + index + ".db");
      int exit =
          stage.call(
              stage.folder().resolve("restore.out"),
              Stage.restoring(index, copy).toArray(new String[0]));
      if (exit != 0) {
        problems.add("restore of index " + index + " ended with exit code " + exit);
        continue;
      }
      before = grade(index, copy, truth, before, problems, tell);
    }
    if (before != commits) {
      problems.add("the latest restore has " + before + " of " + commits + " commits");
    }
    return problems;
  }

  private static long grade(
      long index, Path copy, Truth truth, long before, List<String> problems, Consumer<String> tell)
      throws IOException, SQLException {
    var grade = Oracle.grade(copy, truth);
    grade.problems().forEach(problem -> problems.add("index " + index + ": " + problem));
    if (grade.commit() < before) {
      problems.add("index " + index + " is commit " + grade.commit() + ", older than " + before);
    }
    tell.accept(
        String.format(
            Locale.ROOT,
            "  index %,d restored: the application's commit %,d, %,d bytes, %s",
            index,
            grade.commit(),
            Files.size(copy),
            grade.problems().isEmpty() ? "equal" : "NOT EQUAL"));
    Files.delete(copy);
    return grade.commit();
  }

  /// The indexes that can be restored, ascending.
  List<Long> indexes() throws IOException, InterruptedException, CommandException {
    var output = stage.folder().resolve("list.out");
    int exit = stage.call(output, "list", "backups", "--commits", "--json");
    var indexes =
        INDEX
            .matcher(Files.readString(output))
            .results()
            .map(match -> Long.parseLong(match.group(1)))
            .sorted()
            .toList();
    if (exit != 0 || indexes.isEmpty()) {
      throw new CommandException(
          ExitCode.NOT_PROVED,
          "cannot list the commits of the replica: expected some, found exit code " + exit,
          "see list.out in " + stage.folder());
    }
    return indexes;
  }
}
