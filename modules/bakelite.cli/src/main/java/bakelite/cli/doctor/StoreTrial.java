package bakelite.cli.doctor;

import bakelite.cli.command.ExitCode;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaKey;
import bakelite.replica.ReplicaKeys;
import bakelite.store.ObjectStore;
import bakelite.store.StoreException;
import bakelite.store.StoreProbe;
import bakelite.store.Trait;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What a destination can do, with objects that mean nothing to a replica and that are gone
/// afterwards, and what lies there and is none.
final class StoreTrial {
  private static final String CONTENTS = "contents";

  /// How many strange objects are named.
  private static final int MOST_NAMED = 5;

  private final Optional<String> database;
  private final ObjectStore store;
  private final ReplicaKeys keys;
  private final RandomGenerator random;
  private final InstantSource clock;

  /// @param keys of the replica that is, or will be, there
  StoreTrial(
      String database,
      ObjectStore store,
      ReplicaKeys keys,
      RandomGenerator random,
      InstantSource clock) {
    this.database = Optional.of(database);
    this.store = store;
    this.keys = keys;
    this.random = random;
    this.clock = clock;
  }

  List<Checked> run() {
    var found = new StoreProbe(store, keys.trials(), clock, random).capabilities();
    var lines = new ArrayList<Checked>();
    found.traits().forEach(trait -> lines.add(line(trait)));
    if (found.isUsable()) {
      lines.add(contents());
    }
    return lines;
  }

  private Checked contents() {
    var place = keys.prefix() + " in " + store.name();
    try {
      var strangers = new Replica(store, keys.prefix()).strangers(MOST_NAMED);
      if (!strangers.isEmpty()) {
        return Checked.warning(
            database,
            CONTENTS,
            place + " holds what is no part of a replica: " + String.join(", ", strangers),
            "bakelite leaves it alone; give the replica a place of its own, or move that away");
      }
      var there = store.head(keys.key(new ReplicaKey.Identity())).isPresent();
      return Checked.ok(
          database,
          CONTENTS,
          there
              ? "the replica is in " + place
              : "nothing is in " + place + " yet; the first start copies the database there");
    } catch (StoreException refused) {
      return Checked.failed(
          database,
          CONTENTS,
          String.valueOf(refused.getMessage()),
          refused.hint(),
          ExitCode.STORAGE);
    }
  }

  private Checked line(Trait trait) {
    return switch (trait.grade()) {
      case GOOD -> Checked.ok(database, trait.subject(), trait.found());
      case DOUBTFUL -> Checked.warning(database, trait.subject(), trait.found(), trait.hint());
      case BAD ->
          Checked.failed(database, trait.subject(), trait.found(), trait.hint(), ExitCode.STORAGE);
    };
  }
}
