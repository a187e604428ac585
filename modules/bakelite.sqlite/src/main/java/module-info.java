import org.jspecify.annotations.NullMarked;

/// The live database: descriptors, locks, handover, checkpoints, watching. The only module that
/// speaks to SQLite, and the only one that opens a database, its WAL or its wal-index.
@NullMarked
module bakelite.sqlite {
  requires transitive bakelite.wal;
  requires java.sql;
  requires org.xerial.sqlitejdbc;
  requires static org.jspecify;

  exports bakelite.sqlite;
}
