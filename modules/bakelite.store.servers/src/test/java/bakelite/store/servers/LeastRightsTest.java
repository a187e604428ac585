package bakelite.store.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.ByteRange;
import bakelite.store.Content;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import bakelite.store.s3.S3Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the policies that `docs/stores.md` prints allow on servers that keep policies, request by
/// request: whatever is not there is missing and not denied, whatever is not theirs is denied.
final class LeastRightsTest {
  private static final Content TEN = Content.of(new byte[10]);
  private static final ObjectKey NOTHING = new ObjectKey("c/0");
  private static final Duration CLOCK = Duration.ofMinutes(5);

  private String server = "";

  @ParameterizedTest
  @ValueSource(strings = {"minio", "rgw"})
  void aWriterPutsReadsAndListsBelowItsPrefixAndDeletesNothing(String name) throws Exception {
    requireUsers(name);
    var key = new ObjectKey("c/" + Long.toHexString(System.nanoTime()));
    try (var store = open("LIMITED", limited())) {
      assertInstanceOf(PutResult.Stored.class, store.putIfAbsent(key, TEN));
      assertInstanceOf(PutResult.AlreadyExists.class, store.putIfAbsent(key, TEN));
      assertReads(store, key);
      denied(() -> store.delete(List.of(key)));
      denied(() -> store.delete(List.of(key, NOTHING)));
      assertReads(store, key);
    }
    for (var elsewhere : elsewhere()) {
      try (var store = open("LIMITED", elsewhere)) {
        denied(() -> store.putIfAbsent(key, TEN));
        assertNothingIsTold(store);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"minio", "rgw"})
  void aReaderReadsAndListsBelowItsPrefixAndPutsNothing(String name) throws Exception {
    requireUsers(name);
    var key = new ObjectKey("c/" + Long.toHexString(System.nanoTime()));
    try (var writer = open("LIMITED", limited());
        var reader = open("READER", limited())) {
      assertInstanceOf(PutResult.Stored.class, writer.putIfAbsent(key, TEN));
      assertReads(reader, key);
      denied(() -> reader.putIfAbsent(NOTHING, TEN));
      denied(() -> reader.putIfAbsent(key, TEN));
      denied(() -> reader.delete(List.of(key)));
      assertReads(reader, key);
    }
    for (var elsewhere : elsewhere()) {
      try (var reader = open("READER", elsewhere)) {
        assertNothingIsTold(reader);
      }
    }
  }

  /// The read-back after a lost answer: it must not be told that it lacks a right.
  @ParameterizedTest
  @ValueSource(strings = {"minio", "rgw"})
  void aPutWhoseAnswerWasLostIsFoundOrMissing(String name) throws Exception {
    requireUsers(name);
    var key = new ObjectKey("c/" + Long.toHexString(System.nanoTime()));
    try (var store = open("LIMITED", limited())) {
      var before = assertThrows(StoreException.Missing.class, () -> store.get(key).close());
      assertTrue(before.getMessage().contains(key.toString()), before::getMessage);
      var settings = limited();
      try (var relay = new Relay(settings.get("endpoint"), Relay.Habit.LOSES_ANSWERS)) {
        settings.put("endpoint", relay.endpoint());
        try (var losing = open("LIMITED", settings)) {
          assertInstanceOf(PutResult.Unknown.class, losing.putIfAbsent(key, TEN));
        }
      }
      assertEquals(10, store.head(key).orElseThrow().size());
      assertInstanceOf(PutResult.AlreadyExists.class, store.putIfAbsent(key, TEN));
    }
  }

  private static void assertReads(ObjectStore store, ObjectKey key) throws Exception {
    try (var fetched = store.get(key)) {
      assertEquals(10, fetched.readExactly(key, 10).length);
    }
    try (var fetched = store.get(key, new ByteRange(2, 5))) {
      assertEquals(5, fetched.readExactly(key, 5).length);
    }
    assertEquals(10, store.head(key).orElseThrow().size());
    assertEquals(Optional.empty(), store.head(NOTHING));
    assertThrows(StoreException.Missing.class, () -> store.get(NOTHING).close());
    assertThrows(
        StoreException.Missing.class, () -> store.get(NOTHING, new ByteRange(0, 1)).close());
    var listed = store.list("c/", Optional.of(new ObjectKey(key + "-")));
    assertTrue(listed.objects().stream().noneMatch(object -> object.key().equals(key)));
    assertTrue(
        store.list(key.toString(), Optional.empty()).objects().stream()
            .anyMatch(object -> object.key().equals(key)));
    var apart = Duration.between(store.time(), Instant.now()).abs();
    assertTrue(apart.compareTo(CLOCK) < 0, apart::toString);
  }

  private static void assertNothingIsTold(ObjectStore store) {
    denied(() -> store.get(NOTHING).close());
    denied(() -> store.head(NOTHING));
    denied(() -> store.list("", Optional.empty()));
    denied(store::time);
  }

  private static void denied(Executable request) {
    var refused = assertThrows(StoreException.Denied.class, request);
    assertTrue(refused.getMessage().contains("expected permission"), refused::getMessage);
    assertTrue(refused.hint().contains("docs/stores.md"), refused::hint);
  }

  private ObjectStore open(String user, Map<String, String> place) throws StoreException {
    var settings = new HashMap<>(place);
    settings.put("access_key", setting(user + "_ACCESS_KEY").orElseThrow());
    settings.put("secret_key", setting(user + "_SECRET_KEY").orElseThrow());
    return S3Clients.open(settings);
  }

  private Map<String, String> limited() {
    return place("BUCKET", setting("LIMITED_PREFIX").orElseThrow() + "requests");
  }

  private List<Map<String, String>> elsewhere() {
    return List.of(
        place("BUCKET", "requests"),
        place("BUCKET", setting("LIMITED_PREFIX").orElseThrow().replaceFirst(".?/$", "")),
        place("VERSIONED_BUCKET", setting("LIMITED_PREFIX").orElseThrow() + "requests"));
  }

  private Map<String, String> place(String bucket, String prefix) {
    return new HashMap<>(
        Map.of(
            "bucket", setting(bucket).orElseThrow(),
            "prefix", prefix,
            "endpoint", setting("ENDPOINT").orElseThrow(),
            "region", setting("REGION").orElseThrow()));
  }

  private Optional<String> setting(String key) {
    var name = "BAKELITE_TEST_" + server.toUpperCase(Locale.ROOT) + "_" + key;
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }

  private void requireUsers(String name) {
    server = name;
    if (setting("LIMITED_ACCESS_KEY").isPresent() && setting("READER_ACCESS_KEY").isPresent()) {
      return;
    }
    var required = System.getenv().getOrDefault("BAKELITE_TEST_REQUIRE", "");
    if (List.of(required.split(",", -1)).contains(name)) {
      Assertions.fail(name + " is required: expected users with few rights, found none");
    }
    Assumptions.abort(name + ": not started, or by an older dev/servers; stop and start it");
  }
}
