package bakelite.demo;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// An application that inserts, changes and deletes rows of many sizes, some of them on overflow
/// pages, and knows at every commit what its database holds.
final class Workload implements AutoCloseable {
  private static final int MOST_ROWS = 3000;
  private static final int OPERATIONS = 12;
  private static final int SMALL_BODY = 300;
  private static final int LARGE_BODY = 20_000;

  private final Connection connection;
  private final RandomGenerator random;
  private final PreparedStatement insert;
  private final PreparedStatement update;
  private final PreparedStatement delete;
  private final PreparedStatement note;
  private final List<Long> ids = new ArrayList<>();
  private final Map<Long, Long> shares = new HashMap<>();
  private long digest;
  private long commits;
  private long lastId;

  /// @param connection to an empty database in WAL mode, auto-commit off; closed with this
  Workload(Connection connection, RandomGenerator random) throws SQLException {
    this.connection = connection;
    this.random = random;
    try (var statement = connection.createStatement()) {
      for (var sql : Ledger.SCHEMA) {
        statement.execute(sql);
      }
    }
    insert = connection.prepareStatement("INSERT INTO item(id, body) VALUES(?, ?)");
    update = connection.prepareStatement("UPDATE item SET body = ? WHERE id = ?");
    delete = connection.prepareStatement("DELETE FROM item WHERE id = ?");
    note = connection.prepareStatement("INSERT INTO ledger(n, digest) VALUES(?, ?)");
  }

  /// Makes one commit.
  ///
  /// @return its number, from 1
  long commit() throws SQLException {
    int operations = 1 + random.nextInt(OPERATIONS);
    for (int i = 0; i < operations; i++) {
      int dice = random.nextInt(10);
      if (ids.isEmpty() || (dice < 5 && ids.size() < MOST_ROWS)) {
        insertRow();
      } else if (dice < 8) {
        updateRow(ids.get(random.nextInt(ids.size())));
      } else {
        deleteRow(random.nextInt(ids.size()));
      }
    }
    commits++;
    note.setLong(1, commits);
    note.setString(2, Ledger.text(digest));
    note.executeUpdate();
    connection.commit();
    return commits;
  }

  /// The digest after the last commit.
  long digest() {
    return digest;
  }

  private void insertRow() throws SQLException {
    long id = ++lastId;
    var body = body();
    insert.setLong(1, id);
    insert.setBytes(2, body);
    insert.executeUpdate();
    ids.add(id);
    replaceShare(id, Ledger.share(id, body));
  }

  private void updateRow(long id) throws SQLException {
    var body = body();
    update.setBytes(1, body);
    update.setLong(2, id);
    update.executeUpdate();
    replaceShare(id, Ledger.share(id, body));
  }

  private void deleteRow(int at) throws SQLException {
    long id = ids.get(at);
    delete.setLong(1, id);
    delete.executeUpdate();
    ids.set(at, ids.getLast());
    ids.removeLast();
    digest -= requireNonNull(shares.remove(id));
  }

  private void replaceShare(long id, long share) {
    var old = shares.put(id, share);
    digest += share - (old == null ? 0 : old);
  }

  private byte[] body() {
    int bound = random.nextInt(20) == 0 ? LARGE_BODY : SMALL_BODY;
    var body = new byte[random.nextInt(bound)];
    random.nextBytes(body);
    return body;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
