package bakelite.demo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/// The schema of the demonstration's application, and how its content is told in one number.
///
/// Every commit writes its number and the digest of all rows after it into the table `ledger`, so
/// that a copy says itself which commit it is of and what it should hold.
final class Ledger {
  static final String[] SCHEMA = {
    "CREATE TABLE IF NOT EXISTS item(id INTEGER PRIMARY KEY, body BLOB NOT NULL)",
    "CREATE INDEX IF NOT EXISTS item_by_size ON item(length(body), id)",
    "CREATE TABLE IF NOT EXISTS ledger(n INTEGER PRIMARY KEY, digest TEXT NOT NULL)"
  };

  private Ledger() {}

  /// The share of one row in the digest: 64 bits, added up over all rows modulo 2^64.
  static long share(long id, byte[] body) {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      hash.update(ByteBuffer.allocate(Long.BYTES).putLong(id).flip());
      hash.update(body);
      return ByteBuffer.wrap(hash.digest()).getLong();
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new AssertionError(everyJavaHasIt);
    }
  }

  /// The digest as the ledger has it.
  static String text(long digest) {
    return String.format(Locale.ROOT, "%016x", digest);
  }

  /// One line of the writer's own record: what it committed, and when it was sure of it.
  static byte[] truth(long n, long digest) {
    return (n + " " + text(digest) + "\n").getBytes(StandardCharsets.US_ASCII);
  }
}
