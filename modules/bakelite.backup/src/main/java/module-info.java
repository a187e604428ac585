import org.jspecify.annotations.NullMarked;

/// The write journey: capture, change-sets, snapshots, spool and upload.
@NullMarked
module bakelite.backup {
  requires transitive bakelite.replica;
  requires transitive bakelite.sqlite;
  requires com.fasterxml.jackson.core;
  requires static org.jspecify;

  exports bakelite.backup;
}
