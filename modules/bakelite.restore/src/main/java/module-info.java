import org.jspecify.annotations.NullMarked;

/// The read journey: restore and verify. Works where SQLite is not installed.
@NullMarked
module bakelite.restore {
  requires transitive bakelite.replica;
  requires static org.jspecify;

  exports bakelite.restore;
}
