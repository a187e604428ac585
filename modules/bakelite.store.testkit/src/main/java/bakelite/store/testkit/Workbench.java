package bakelite.store.testkit;

import bakelite.store.Content;
import bakelite.store.ListPage;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import bakelite.store.StoredObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// What one test of the suite works with: a store, and keys that no other test has.
public final class Workbench {
  /// After so long a test that waits for something has failed.
  public static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int MAX_PAGES = 100_000;
  private static final int PUTTING_THREADS = 8;

  private final ConformanceTarget target;
  private final String prefix;
  private final Scores scores;
  private final Extent extent;
  private final ObjectStore store;
  private final List<ObjectStore> clients = new ArrayList<>();

  /// @param prefix for the keys of the test, without `/` at its end
  Workbench(ConformanceTarget target, String prefix, Scores scores) throws Exception {
    this.target = target;
    this.prefix = prefix + "/";
    this.scores = scores;
    this.extent = target.extent();
    this.store = anotherClient();
  }

  /// The store under test.
  public ObjectStore store() {
    return store;
  }

  /// A second client of the same destination.
  public ObjectStore anotherClient() throws Exception {
    var client = target.open();
    synchronized (clients) {
      clients.add(client);
    }
    return client;
  }

  /// How much of everything a test uses.
  public Extent extent() {
    return extent;
  }

  /// By when a call ends that gets no answer.
  public Duration deadline() {
    return target.deadline();
  }

  /// Opens clients under a condition; where the target cannot, the test ends here and is told as
  /// left out.
  public Variant.Opener under(Condition condition) {
    return switch (target.under(condition)) {
      case Variant.With(var opener) -> opener;
      case Variant.Without(var reason) -> throw leaveOut(condition.toString(), reason);
    };
  }

  /// Ends the test, which is told as left out.
  ///
  /// @param what is not tried, a word
  public AssertionError leaveOut(String what, String reason) {
    scores.leftOut(target.name(), what, reason);
    return Assumptions.abort("target " + target.name() + " without " + what + ": " + reason);
  }

  /// A key of this test.
  public ObjectKey key(String text) {
    return new ObjectKey(prefix + text);
  }

  /// What every key of this test begins with.
  public String prefix() {
    return prefix;
  }

  /// Bytes that look like nothing, the same for the same seed.
  public static byte[] bytes(int length, long seed) {
    var bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /// Stores a small object whose content is its key.
  public void put(ObjectKey key) throws StoreException {
    put(key, key.text());
  }

  /// Stores small objects under many keys, in no order and in parallel.
  public void putAll(List<ObjectKey> keys) throws Exception {
    var shuffled = new ArrayList<>(keys);
    Collections.shuffle(shuffled, new Random(5));
    var tasks = new ArrayList<Callable<Integer>>();
    for (var thread = 0; thread < PUTTING_THREADS; thread++) {
      var first = thread;
      tasks.add(() -> {
        for (var i = first; i < shuffled.size(); i += PUTTING_THREADS) {
          store.put(shuffled.get(i), Content.of(new byte[1]));
        }
        return first;
      });
    }
    together(tasks);
  }

  /// Stores a text.
  public void put(ObjectKey key, String text) throws StoreException {
    store.put(key, Content.of(ascii(text)));
  }

  /// Creates an object that must not be there yet.
  public void create(ObjectKey key, byte[] bytes) throws StoreException {
    var result = store.putIfAbsent(key, Content.of(bytes));
    Assertions.assertInstanceOf(PutResult.Stored.class, result, () -> "putIfAbsent of " + key);
  }

  /// The whole content of an object.
  public byte[] read(ObjectKey key) throws Exception {
    try (var fetched = store.get(key)) {
      return fetched.readExactly(key, Math.toIntExact(fetched.version().size()));
    }
  }

  /// The whole content as text.
  public String text(ObjectKey key) throws Exception {
    return new String(read(key), java.nio.charset.StandardCharsets.US_ASCII);
  }

  /// A text as bytes.
  public static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  /// All pages of a listing below this test's prefix.
  public List<StoredObject> list(String below) throws StoreException {
    return list(store, prefix + below, Optional.empty());
  }

  /// All pages of a listing; fails when a page does not go on after the one before.
  public static List<StoredObject> list(ObjectStore store, String prefix, Optional<ObjectKey> after)
      throws StoreException {
    var objects = new ArrayList<StoredObject>();
    var last = after;
    ListPage page;
    var pages = 0;
    do {
      page = store.list(prefix, last);
      for (var object : page.objects()) {
        if (last.isPresent() && object.key().compareTo(last.get()) <= 0) {
          Assertions.fail(
              String.format(
                  Locale.ROOT,
                  "listing %s: expected keys after %s, found %s",
                  prefix,
                  last.get(),
                  object.key()));
        }
        last = Optional.of(object.key());
        objects.add(object);
      }
      if (++pages > MAX_PAGES) {
        Assertions.fail("listing " + prefix + " does not end");
      }
    } while (page.more());
    return objects;
  }

  /// The keys of all pages, without this test's prefix.
  public List<String> names(String below) throws StoreException {
    return list(below).stream()
        .map(object -> object.key().text().substring(prefix.length()))
        .toList();
  }

  /// Runs tasks at the same time and gives their results in order; a task that fails fails the
  /// test.
  public static <T> List<T> together(List<? extends Callable<T>> tasks) throws Exception {
    try (var threads = Executors.newFixedThreadPool(tasks.size())) {
      var futures = new ArrayList<Future<T>>();
      for (var task : tasks) {
        futures.add(threads.submit(task));
      }
      var results = new ArrayList<T>();
      for (var future : futures) {
        results.add(future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      }
      threads.shutdownNow();
      return results;
    }
  }

  /// Removes what the test stored, and closes its clients.
  void cleanUp() throws Exception {
    try (var last = target.open()) {
      last.delete(list(last, prefix, Optional.empty()).stream().map(StoredObject::key).toList());
    } finally {
      clients.forEach(ObjectStore::close);
    }
  }
}
