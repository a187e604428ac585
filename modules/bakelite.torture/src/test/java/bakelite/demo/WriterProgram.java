package bakelite.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The process of a writer that is not Python: writes until a file appears.
final class WriterProgram {
  private WriterProgram() {}

  /// Takes the kind, the database, the file that ends it, the seed, the mode of its checkpoints,
  /// `wal_autocheckpoint`, and `synchronous`.
  public static void main(String[] words) throws Exception {
    var database = Path.of(words[1]);
    var stop = Path.of(words[2]);
    var random = new SplittableRandom(Long.parseLong(words[3]));
    try (var sql =
        words[0].equals(Writer.Kind.SHELL.name())
            ? ProcessSql.shell(database)
            : LibrarySql.open(database)) {
      sql.ask("PRAGMA busy_timeout = 10000");
      if (!words[5].equals(Writer.DEFAULT)) {
        sql.ask("PRAGMA wal_autocheckpoint = " + words[5]);
      }
      sql.ask("PRAGMA synchronous = " + words[6]);
      var commits = new NumberedCommits(sql, random, words[4]);
      while (!Files.exists(stop)) {
        commits.turn();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(20)));
      }
    }
  }
}
