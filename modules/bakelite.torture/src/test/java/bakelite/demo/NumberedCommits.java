package bakelite.demo;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// An application that knows nothing but what is in its database, so that any number of it can
/// write side by side, and be killed, and go on: the number and the digest of a commit are made
/// inside its transaction from those of the commit before. `writer.py` does the same.
final class NumberedCommits {
  private static final int MOST_ROWS = 200;
  private static final int OPERATIONS = 8;
  private static final int SMALL_BODY = 400;
  private static final int LARGE_BODY = 40_000;

  private final Sql sql;
  private final RandomGenerator random;
  private final String checkpoint;

  /// @param checkpoint the mode of its checkpoints
  NumberedCommits(Sql sql, RandomGenerator random, String checkpoint) {
    this.sql = sql;
    this.random = random;
    this.checkpoint = checkpoint;
  }

  /// Mostly a commit; now and then a rollback, a checkpoint or a VACUUM.
  void turn() throws IOException {
    int dice = random.nextInt(100);
    try {
      if (dice < 2) {
        sql.ask("VACUUM");
      } else if (dice < 7) {
        sql.ask("PRAGMA wal_checkpoint(" + checkpoint + ")");
      } else {
        transaction(dice < 15 ? "ROLLBACK" : "COMMIT");
      }
    } catch (Sql.Busy _) {
      // The only answer that an application has to expect when others use its database. Each
      // transaction asks for the write lock first, so there is nothing to roll back.
    }
  }

  /// Makes one commit.
  void commit() throws IOException, Sql.Busy {
    transaction("COMMIT");
  }

  private void transaction(String end) throws IOException, Sql.Busy {
    sql.ask("BEGIN IMMEDIATE");
    var last = sql.ask("SELECT n, digest FROM ledger ORDER BY n DESC LIMIT 1");
    var words = last.isEmpty() ? new String[] {"0", "0"} : last.split("\\|", -1);
    long digest = Long.parseUnsignedLong(words[1], 16);
    for (int i = random.nextInt(OPERATIONS); i >= 0; i--) {
      digest += change();
    }
    long n = Long.parseLong(words[0]) + 1;
    sql.ask("INSERT INTO ledger(n, digest) VALUES(" + n + ", '" + Ledger.text(digest) + "')");
    sql.ask(end);
  }

  /// Changes a row.
  ///
  /// @return what is to be added to the digest
  private long change() throws IOException, Sql.Busy {
    var known = sql.ask("SELECT count(*), coalesce(max(id), 0) + 1 FROM item").split("\\|", -1);
    long rows = Long.parseLong(known[0]);
    long below = Long.parseLong(known[1]);
    int dice = random.nextInt(10);
    if (rows == 0 || (dice < 5 && rows < MOST_ROWS)) {
      var body = body();
      sql.ask("INSERT INTO item(id, body) VALUES(" + below + ", " + literal(body) + ")");
      return Ledger.share(below, body);
    }
    var row =
        sql.ask(
                "SELECT id, hex(body) FROM item WHERE id >= "
                    + random.nextLong(below)
                    + " ORDER BY id LIMIT 1")
            .split("\\|", -1);
    long id = Long.parseLong(row[0]);
    long old = Ledger.share(id, HexFormat.of().parseHex(row[1].toLowerCase(Locale.ROOT)));
    if (dice < 8) {
      var body = body();
      sql.ask("UPDATE item SET body = " + literal(body) + " WHERE id = " + id);
      return Ledger.share(id, body) - old;
    }
    sql.ask("DELETE FROM item WHERE id = " + id);
    return -old;
  }

  private byte[] body() {
    var body = new byte[random.nextInt(random.nextInt(15) == 0 ? LARGE_BODY : SMALL_BODY)];
    random.nextBytes(body);
    return body;
  }

  private static String literal(byte[] bytes) {
    return "X'" + HexFormat.of().formatHex(bytes) + "'";
  }
}
