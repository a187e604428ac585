package bakelite.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Tries what a destination can do, in the place in hand: what a server's documentation says is not
/// what a bucket does. Leaves nothing behind where objects can be deleted, else at most a few small
/// ones, whose names every later probe uses again.
public final class StoreProbe {
  private static final String STORAGE = "storage";
  private static final String RANGE = "range";
  private static final String LISTING = "listing";
  private static final String CREATE_ONLY = "create-only";
  private static final String DELETE = "delete";
  private static final String CLOCK = "clock";

  /// Always the same, so that two probes at once may write it under one name.
  private static final byte[] TEXT = "bakelite tries this store\n".getBytes(StandardCharsets.UTF_8);

  private static final ByteRange PART = new ByteRange(9, 5);

  /// Of more than this a person should know; stores that sign requests refuse much more.
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(10);

  private final ObjectStore store;
  private final String prefix;
  private final InstantSource clock;
  private final RandomGenerator random;

  /// @param prefix of the objects that are put, deleted and put again: empty, or with a slash at
  ///   its end. Nothing that matters may lie there
  /// @param clock of this machine, compared with the store's
  public StoreProbe(ObjectStore store, String prefix, InstantSource clock, RandomGenerator random) {
    this.store = store;
    this.prefix = prefix;
    this.clock = clock;
    this.random = random;
  }

  /// Whether create-only is kept here.
  ///
  /// @throws StoreException when the store could not be asked, or refused to be
  public Fence fence() throws StoreException {
    var names = ProbeNames.in(store, prefix, random);
    try {
      return new FenceProbe(store, names, random).run();
    } finally {
      try {
        names.cleanUp();
      } catch (StoreException _) {
        // What is left is small and in nobody's way; it must not hide what was found.
      }
    }
  }

  /// Tries everything that a replica needs. What does not work is a trait and not an exception.
  public Capabilities capabilities() {
    var traits = new ArrayList<Trait>();
    Optional<Fence> fence = Optional.empty();
    try {
      var names = ProbeNames.in(store, prefix, random);
      try {
        if (holds(names.next(), names.mayDelete(), traits)) {
          fence = fence(names, traits);
        }
      } finally {
        delete(names, traits);
      }
    } catch (StoreException refused) {
      traits.add(Trait.bad(STORAGE, refused));
    }
    clock(traits);
    traits.addAll(known());
    return new Capabilities(fence, traits);
  }

  /// Put, read, in part, and listed.
  private boolean holds(ObjectKey key, boolean mayDelete, List<Trait> traits) {
    var subject = STORAGE;
    try {
      put(key, mayDelete);
      if (!isRead(key, traits)) {
        return false;
      }
      subject = RANGE;
      if (!isReadInPart(key, traits)) {
        return false;
      }
      subject = LISTING;
      return isListed(key, traits);
    } catch (StoreException refused) {
      traits.add(Trait.bad(subject, refused));
      return false;
    } catch (IOException broken) {
      traits.add(
          Trait.bad(
              subject,
              String.format(
                  Locale.ROOT,
                  "cannot read %s: expected the rest of it, found '%s'",
                  key,
                  broken.getMessage()),
              "look at the network between here and the store"));
      return false;
    }
  }

  private void put(ObjectKey key, boolean mayDelete) throws StoreException {
    var result = store.putIfAbsent(key, Content.of(TEXT));
    if (result instanceof PutResult.AlreadyExists && !mayDelete) {
      // An earlier probe's, in a store where nothing can be taken away.
      store.put(key, Content.of(TEXT));
    }
  }

  private boolean isRead(ObjectKey key, List<Trait> traits) throws StoreException, IOException {
    try (var whole = store.get(key)) {
      if (Arrays.equals(whole.readExactly(key, TEXT.length), TEXT)) {
        traits.add(Trait.good(STORAGE, "objects can be put and read in " + store.name()));
        return true;
      }
    } catch (StoreException.Missing nothing) {
      traits.add(
          Trait.bad(
              STORAGE,
              "cannot read " + key + ": expected what was just written, found nothing",
              "the store does not show what it has stored; no replica is safe there"));
      return false;
    }
    traits.add(
        Trait.bad(
            STORAGE,
            "cannot read " + key + ": expected what was just written, found other bytes",
            "something between here and the store changes what is sent; no replica is safe there"));
    return false;
  }

  private boolean isReadInPart(ObjectKey key, List<Trait> traits)
      throws StoreException, IOException {
    var from = (int) PART.offset();
    var length = (int) PART.length();
    try (var part = store.get(key, PART)) {
      if (Arrays.equals(
          part.readExactly(key, length), Arrays.copyOfRange(TEXT, from, from + length))) {
        traits.add(Trait.good(RANGE, "a part of an object can be read"));
        return true;
      }
    } catch (StoreException.Damaged _) {
      // More or fewer bytes than the part has.
    }
    traits.add(
        Trait.bad(
            RANGE,
            "cannot read a part of " + key + ": expected its bytes, found others",
            "the store, or a proxy before it, does not know ranges; use it without the proxy"));
    return false;
  }

  private boolean isListed(ObjectKey key, List<Trait> traits) throws StoreException {
    var listed = store.list(key.text(), Optional.empty()).objects();
    if (listed.stream().map(StoredObject::key).anyMatch(key::equals)) {
      traits.add(Trait.good(LISTING, "a listing shows at once what was put"));
      return true;
    }
    traits.add(
        Trait.bad(
            LISTING,
            "cannot list " + key + ": expected what was just written, found it missing",
            "the store's listing lags behind; a replica needs one that does not"));
    return false;
  }

  private Optional<Fence> fence(ProbeNames names, List<Trait> traits) {
    try {
      var fence = new FenceProbe(store, names, random).run();
      traits.add(
          switch (fence) {
            case STRONG ->
                Trait.good(
                    CREATE_ONLY,
                    "what is there is not replaced by a second writer, and of "
                        + FenceProbe.RACERS
                        + " at once one wins");
            case WEAK -> weak(store);
          });
      return Optional.of(fence);
    } catch (StoreException refused) {
      traits.add(Trait.bad(CREATE_ONLY, refused));
      return Optional.empty();
    }
  }

  private static Trait weak(ObjectStore store) {
    return Trait.doubtful(
        CREATE_ONLY,
        String.format(
            Locale.ROOT,
            "cannot keep two writers apart in %s: expected a second creation to be refused, found it done",
            store.name()),
        "it can be used: if two ever write to one replica, nothing is overwritten, but its history"
            + " forks, and a restore has to be told which branch. Some servers ignore create-only, and"
            + " others do in a bucket with versioning or object lock");
  }

  private void delete(ProbeNames names, List<Trait> traits) {
    var used = names.used();
    if (used.isEmpty() || traits.stream().noneMatch(trait -> trait.subject().equals(STORAGE))) {
      return;
    }
    var left = String.join(" ", used.stream().map(ObjectKey::text).distinct().toList());
    if (!names.mayDelete()) {
      traits.add(
          Trait.doubtful(
              DELETE,
              "cannot delete objects: expected permission, found it denied",
              "fine where another role deletes; left behind, and used again by the next trial: "
                  + left));
      return;
    }
    try {
      names.cleanUp();
      for (var key : used) {
        if (store.head(key).isPresent()) {
          traits.add(
              Trait.bad(
                  DELETE,
                  "cannot delete " + key + ": expected it gone, found it there",
                  "it can be deleted by hand"));
          return;
        }
      }
      traits.add(Trait.good(DELETE, "objects can be deleted; nothing is left of this trial"));
    } catch (StoreException.Denied mayNot) {
      traits.add(
          Trait.doubtful(
              DELETE,
              String.valueOf(mayNot.getMessage()),
              "fine where another role deletes; may be left behind: " + left));
    } catch (StoreException refused) {
      traits.add(Trait.bad(DELETE, refused));
    }
  }

  private void clock(List<Trait> traits) {
    try {
      var before = clock.instant();
      var theirs = store.time();
      // Its answer took a while: anything from asking to hearing is no difference.
      var late = Duration.between(theirs, before);
      var early = Duration.between(clock.instant(), theirs);
      var apart = late.compareTo(early) > 0 ? late : early;
      traits.add(
          apart.compareTo(CLOCK_TOLERANCE) <= 0
              ? Trait.good(CLOCK, "this machine's clock and that of the store agree")
              : Trait.doubtful(
                  CLOCK,
                  String.format(
                      Locale.ROOT,
                      "this machine's clock and that of the store are %,d s apart",
                      apart.toSeconds()),
                  "set this machine's clock (NTP): restore --at goes by it, and many stores refuse"
                      + " requests of another time"));
    } catch (StoreException refused) {
      traits.add(Trait.bad(CLOCK, refused));
    }
  }

  private List<Trait> known() {
    try {
      return store.traits();
    } catch (StoreException _) {
      // May not be asked; what matters was tried above.
      return List.of();
    }
  }
}
