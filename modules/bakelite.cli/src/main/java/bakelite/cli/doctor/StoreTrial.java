package bakelite.cli.doctor;

import bakelite.cli.command.ExitCode;
import bakelite.cli.text.Amounts;
import bakelite.replica.ReplicaKeys;
import bakelite.store.ByteRange;
import bakelite.store.Content;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import bakelite.store.StoredObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Does with a destination what a replica needs of it, with one object that means nothing to a
/// replica and that is gone afterwards.
final class StoreTrial {
  private static final String STORAGE = "storage";
  private static final String CREATE_ONLY = "create-only";
  private static final String DELETE = "delete";
  private static final String CLOCK = "clock";
  private static final byte[] FIRST = "written by bakelite doctor".getBytes(StandardCharsets.UTF_8);
  private static final byte[] SECOND = "never to be written".getBytes(StandardCharsets.UTF_8);
  private static final ByteRange PART = new ByteRange(11, 8);

  /// Of more than this a person should know; stores that sign requests refuse much more.
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(10);

  private final Optional<String> database;
  private final ObjectStore store;
  private final ReplicaKeys keys;
  private final ObjectKey key;
  private final InstantSource clock;
  private final List<Checked> lines = new ArrayList<>();
  private boolean isRefused;

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
    this.key =
        new ObjectKey(keys.trials() + "doctor-" + HexFormat.of().toHexDigits(random.nextLong()));
    this.clock = clock;
  }

  List<Checked> run() {
    try {
      if (isCreated() && isReadBack()) {
        good(STORAGE, "put, get, range and listing work in " + store.name());
        createOnly();
      }
    } catch (StoreException refused) {
      bad(STORAGE, refused);
    } catch (IOException broken) {
      bad(STORAGE, "the connection broke: " + broken.getMessage(), "look at the network");
    } finally {
      if (!isRefused) {
        delete();
      }
    }
    clock();
    return lines;
  }

  private boolean isCreated() throws StoreException {
    PutResult result;
    try {
      result = store.putIfAbsent(key, Content.of(FIRST));
    } catch (StoreException.Denied refused) {
      // Then there is nothing that could be deleted.
      isRefused = true;
      throw refused;
    }
    return switch (result) {
      case PutResult.Stored(var _) -> true;
      case PutResult.AlreadyExists() ->
          bad(
              STORAGE,
              "cannot create " + key + ": expected a free name, found it taken",
              "run it again; if it stays so, the store says this of every name");
      case PutResult.Unknown(var cause) ->
          bad(
              STORAGE,
              "cannot create " + key + ": expected an answer, found " + cause.getMessage(),
              "look at the network between here and the store");
    };
  }

  private boolean isReadBack() throws StoreException, IOException {
    try (var whole = store.get(key);
        var part = store.get(key, PART)) {
      int from = (int) PART.offset();
      var wanted = Arrays.copyOfRange(FIRST, from, from + (int) PART.length());
      if (!Arrays.equals(whole.readExactly(key, FIRST.length), FIRST)
          || !Arrays.equals(part.readExactly(key, wanted.length), wanted)) {
        return bad(
            STORAGE,
            "cannot read " + key + ": expected what was just written, found other bytes",
            "something between here and the store changes what is sent; no replica is safe there");
      }
    }
    var listed = store.list(keys.trials(), Optional.empty()).objects();
    return listed.stream().map(StoredObject::key).anyMatch(key::equals)
        || bad(
            STORAGE,
            "cannot list " + keys.trials() + ": expected what was just written, found it missing",
            "the store's listing lags behind; a replica needs one that does not");
  }

  /// The fence between two writers stands on this.
  private void createOnly() throws StoreException, IOException {
    var second = store.putIfAbsent(key, Content.of(SECOND));
    try (var kept = store.get(key)) {
      if (second instanceof PutResult.AlreadyExists
          && Arrays.equals(kept.readExactly(key, FIRST.length), FIRST)) {
        good(CREATE_ONLY, "an object that is there is not replaced by a second writer");
        return;
      }
    } catch (StoreException.Damaged otherLength) {
      // Replaced, then.
    }
    bad(
        CREATE_ONLY,
        "cannot keep two writers apart: expected the second creation refused, found it done",
        "use a store that knows conditional puts; this one could lose what another writer wrote");
  }

  private void delete() {
    try {
      store.delete(List.of(key));
      if (store.head(key).isEmpty()) {
        good(DELETE, "objects can be deleted; nothing is left of this trial");
      } else {
        bad(DELETE, "cannot delete " + key + ": expected it gone, found it there", leftBehind());
      }
    } catch (StoreException.Denied mayNot) {
      lines.add(
          Checked.warning(
              database,
              DELETE,
              String.valueOf(mayNot.getMessage()),
              "fine where another role deletes; " + leftBehind()));
    } catch (StoreException refused) {
      bad(DELETE, refused);
    }
  }

  private String leftBehind() {
    return key + " may be left behind and can be deleted by hand";
  }

  private void clock() {
    try {
      var before = clock.instant();
      var theirs = store.time();
      // Its answer took a while: anything from asking to hearing is no difference.
      var late = Duration.between(theirs, before);
      var early = Duration.between(clock.instant(), theirs);
      var apart = late.compareTo(early) > 0 ? late : early;
      if (apart.compareTo(CLOCK_TOLERANCE) <= 0) {
        good(CLOCK, "this machine's clock and that of the store agree");
        return;
      }
      lines.add(
          Checked.warning(
              database,
              CLOCK,
              "this machine's clock and that of the store are "
                  + Amounts.duration(apart)
                  + " apart",
              "set this machine's clock (NTP): restore --at goes by it, and many stores refuse"
                  + " requests of another time"));
    } catch (StoreException refused) {
      bad(CLOCK, refused);
    }
  }

  private void good(String check, String message) {
    lines.add(Checked.ok(database, check, message));
  }

  private boolean bad(String check, String message, String hint) {
    lines.add(Checked.failed(database, check, message, hint, ExitCode.STORAGE));
    return false;
  }

  private void bad(String check, StoreException why) {
    bad(check, String.valueOf(why.getMessage()), why.hint());
  }
}
