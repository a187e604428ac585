package bakelite.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Finds out whether create-only is kept: creates a key twice, then lets eight race for one.
///
/// An answer is not enough to go by. A client that tries again by itself is refused by its own
/// first try, a server that is pressed drops connections; so the object is read back after every
/// step, and only what was answered *and* what lies there convict a store.
final class FenceProbe {
  /// How many race for one key.
  static final int RACERS = 8;

  /// How many races there are; a store that checks before it stores, rather than at once, wins
  /// some.
  static final int RACES = 3;

  /// Tries of a second creation that is not answered.
  private static final int SECOND_TRIES = 3;

  /// Most reads of one object until two agree.
  private static final int READS = 8;

  /// After so long a race has no result.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ObjectStore store;
  private final ProbeNames names;
  private final String nonce;

  FenceProbe(ObjectStore store, ProbeNames names, RandomGenerator random) {
    this.store = store;
    this.names = names;
    this.nonce = HexFormat.of().toHexDigits(random.nextLong());
  }

  /// @throws StoreException when the store could not be asked
  Fence run() throws StoreException {
    if (!refusesTheSecond(names.next())) {
      return Fence.WEAK;
    }
    for (var race = 0; race < RACES; race++) {
      if (!letsOneWin(names.next(), race)) {
        return Fence.WEAK;
      }
    }
    return Fence.STRONG;
  }

  private byte[] bytes(String what) {
    return String.format(Locale.ROOT, "bakelite tries this store: %s %s%n", nonce, what)
        .getBytes(StandardCharsets.UTF_8);
  }

  private boolean refusesTheSecond(ObjectKey key) throws StoreException {
    var _ = attempt(key, Content.of(bytes("first")));
    // The first, or what an earlier probe left: either must stay.
    var first = read(key);
    if (first.isEmpty()) {
      throw noAnswer(key, null);
    }
    for (var tries = 0; tries < SECOND_TRIES; tries++) {
      var second = attempt(key, Content.of(bytes("second")));
      if (second instanceof PutResult.Stored || !isThere(key, first.get())) {
        return false;
      }
      if (second instanceof PutResult.AlreadyExists) {
        return true;
      }
    }
    throw noAnswer(key, null);
  }

  private boolean letsOneWin(ObjectKey key, int race) throws StoreException {
    var before = read(key);
    var racers = new ArrayList<Callable<PutResult>>();
    for (var racer = 0; racer < RACERS; racer++) {
      var content = Content.of(bytes("race " + race + " racer " + racer));
      racers.add(() -> attempt(key, content));
    }
    var results = together(key, racers);
    var after = read(key);
    if (after.isEmpty()) {
      throw noAnswer(key, null);
    }
    var told = 0;
    var isTrue = true;
    for (var racer = 0; racer < RACERS; racer++) {
      if (results.get(racer) instanceof PutResult.Stored) {
        told++;
        isTrue &= Arrays.equals(after.get(), bytes("race " + race + " racer " + racer));
      }
    }
    return before.isEmpty()
        ? told <= 1 && isTrue
        : told == 0 && Arrays.equals(after.get(), before.get());
  }

  private PutResult attempt(ObjectKey key, Content content) throws StoreException {
    try {
      return store.putIfAbsent(key, content);
    } catch (StoreException.Unreachable | StoreException.Throttled noAnswer) {
      // No statement. Servers drop connections when they are pressed.
      return new PutResult.Unknown(noAnswer);
    }
  }

  private List<PutResult> together(ObjectKey key, List<Callable<PutResult>> racers)
      throws StoreException {
    try (var threads = Executors.newFixedThreadPool(RACERS)) {
      try {
        var futures = threads.invokeAll(racers, PATIENCE.toSeconds(), TimeUnit.SECONDS);
        var results = new ArrayList<PutResult>();
        for (var future : futures) {
          if (future.state() == Future.State.CANCELLED) {
            throw noAnswer(key, null);
          }
          results.add(future.get());
        }
        return results;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw noAnswer(key, interrupted);
      } catch (ExecutionException failed) {
        if (failed.getCause() instanceof StoreException refused) {
          throw refused;
        }
        throw new IllegalStateException(failed.getCause());
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private boolean isThere(ObjectKey key, byte[] expected) throws StoreException {
    return read(key).filter(found -> Arrays.equals(found, expected)).isPresent();
  }

  /// A byte that was changed on its way must not convict a store, so two reads have to agree; and
  /// one answer of many that is lost must not end the trial.
  private Optional<byte[]> read(ObjectKey key) throws StoreException {
    var answers = new ArrayList<Optional<byte[]>>();
    StoreException lost = noAnswer(key, null);
    for (var tries = 0; tries < READS; tries++) {
      try {
        var now = readOnce(key);
        if (answers.stream().anyMatch(before -> isSame(before, now))) {
          return now;
        }
        answers.add(now);
      } catch (StoreException.Unreachable | StoreException.Throttled noAnswer) {
        lost = noAnswer;
      }
    }
    throw lost;
  }

  private static boolean isSame(Optional<byte[]> one, Optional<byte[]> other) {
    return Arrays.equals(one.orElse(null), other.orElse(null));
  }

  private Optional<byte[]> readOnce(ObjectKey key) throws StoreException {
    try (var found = store.get(key)) {
      // Probes are short; of what is longer the start tells enough.
      return Optional.of(found.stream().readNBytes(1_000));
    } catch (StoreException.Missing _) {
      return Optional.empty();
    } catch (IOException broken) {
      throw noAnswer(key, broken);
    }
  }

  private StoreException noAnswer(ObjectKey key, @Nullable Exception cause) {
    return new StoreException.Unreachable(
        String.format(
            Locale.ROOT,
            "cannot try whether %s keeps two writers apart, with %s: expected an answer, found none",
            store.name(),
            key),
        "it is tried again; look at the network between here and the store",
        cause);
  }
}
