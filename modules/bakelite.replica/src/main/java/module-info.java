import org.jspecify.annotations.NullMarked;

/// What lies where in a replica: keys, listing, timeline and the plan of a restore.
@NullMarked
module bakelite.replica {
  requires transitive bakelite.format;
  requires transitive bakelite.store;
  requires static org.jspecify;

  exports bakelite.replica;
  exports bakelite.replica.plan;
}
