package bakelite.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Restores a database through the image, and grades what comes back against the ledger of the live
/// database, which is the ground truth: SQLite loses no commit of a process that is killed.
final class Grader {
  private static final Pattern INDEX = Pattern.compile("\"index\"\\s*:\\s*(\\d+)");
  private static final int NOT_FOUND = 3;

  private final Image image;
  private final String store;
  private final Path source;
  private final Path copy;
  private final List<String> problems;

  /// The application's commit that each index turned out to be of.
  private final TreeMap<Long, Long> commits = new TreeMap<>();

  /// Over the replica in the folder `backups`.
  ///
  /// @param source the live database, or what it was before it was replaced
  /// @param problems takes what is wrong
  Grader(Image image, Path source, List<String> problems) {
    this(image, source, "backups", problems);
  }

  /// @param store where the replica is, as on a command line
  Grader(Image image, Path source, String store, List<String> problems) {
    this.image = image;
    this.store = store;
    this.source = source;
    this.copy = image.folder().resolve("restored.db");
    this.problems = problems;
  }

  /// What is durable: the indexes that are listed, ascending.
  List<Long> listed() throws Exception {
    var answer = image.call("list", store, "--commits", "--json");
    if (answer.status() != 0) {
      check(answer.status() == NOT_FOUND, "list: " + answer);
      return List.of();
    }
    return INDEX.matcher(answer.out()).results().map(hit -> Long.valueOf(hit.group(1))).toList();
  }

  /// Restores the newest commit and grades it.
  ///
  /// @return its index, 0 after a failure
  long latest() throws Exception {
    long index = restore();
    Files.deleteIfExists(copy);
    return index;
  }

  /// Restores an index and grades it.
  void at(long index) throws Exception {
    long found = restore("--index", Long.toString(index));
    Files.deleteIfExists(copy);
    check(found == index, "asked for index " + index + ", got " + found);
  }

  /// Grades so many of the indexes that are listed.
  void some(int points, RandomGenerator random) throws Exception {
    var listed = listed();
    for (int point = 0; point < points && !listed.isEmpty(); point++) {
      at(listed.get(random.nextInt(listed.size())));
    }
  }

  /// Expects that nobody writes any more and that the daemon stopped cleanly: the newest commit is
  /// the database to the byte, the database is whole, and all of the replica is proved.
  void exact() throws Exception {
    restore();
    try (var sql = LibrarySql.open(source)) {
      sql.ask("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    check(Files.exists(copy) && Files.mismatch(source, copy) < 0, "the latest is not the database");
    Files.deleteIfExists(copy);
    var unharmed = Oracle.grade(source, Truth.read(source.resolveSibling("no-record")));
    unharmed.problems().forEach(problem -> problems.add("the source: " + problem));
    var verified = image.call("verify", store, "--deep", "--temp-dir", ".");
    check(verified.status() == 0, "verify: " + verified);
  }

  private long restore(String... at) throws Exception {
    var words = new ArrayList<>(List.of("restore", store, "--output", copy.toString()));
    words.add("--json");
    words.addAll(List.of(at));
    var answer = image.call(words.toArray(String[]::new));
    var index = INDEX.matcher(answer.out());
    if (answer.status() != 0 || !index.find()) {
      problems.add("restore " + String.join(" ", at) + ": " + answer);
      return 0;
    }
    long restored = Long.parseLong(index.group(1));
    grade(restored);
    return restored;
  }

  private void grade(long index) throws IOException, SQLException, Sql.Busy {
    var grade = Oracle.grade(copy, Truth.read(source.resolveSibling("no-record")));
    long commit = grade.commit();
    grade.problems().forEach(problem -> problems.add("index " + index + ": " + problem));
    check(
        ledger(copy).equals(new TreeMap<>(ledger(source).headMap(commit, true))),
        "index " + index + ": commits up to " + commit + " that the application did not make");
    var before = commits.floorEntry(index);
    var after = commits.ceilingEntry(index);
    check(before == null || before.getValue() <= commit, index + " is older than " + before);
    check(after == null || after.getValue() >= commit, index + " is newer than " + after);
    commits.put(index, commit);
  }

  private static NavigableMap<Long, String> ledger(Path database) throws IOException, Sql.Busy {
    var ledger = new TreeMap<Long, String>();
    try (var sql = LibrarySql.open(database)) {
      for (var line : sql.ask("SELECT n, digest FROM ledger").lines().toList()) {
        int bar = line.indexOf('|');
        ledger.put(Long.valueOf(line.substring(0, bar)), line.substring(bar + 1));
      }
    }
    return ledger;
  }

  private void check(boolean right, String otherwise) {
    if (!right) {
      problems.add(otherwise);
    }
  }
}
