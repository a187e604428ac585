package bakelite.store.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.ByteRange;
import bakelite.store.Content;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Opening, closing, and the store's clock.
public interface LifecycleRules extends StoreRules {
  /// Clocks of servers tell whole seconds at times.
  Duration RESOLUTION = Duration.ofSeconds(3);

  /// A second close, also after a failure, does nothing.
  @Test
  default void closingTwiceIsNoError() throws Exception {
    var client = bench().anotherClient();
    client.close();
    client.close();
  }

  /// A closed store is a mistake of the program, in every method.
  @Test
  default void aClosedStoreRefusesEveryCall() throws Exception {
    var key = bench().key("a");
    bench().put(key, "stays");
    var client = bench().anotherClient();
    client.close();
    var content = Content.of(new byte[1]);
    Map<String, Executable> calls =
        new TreeMap<>(
            Map.of(
                "putIfAbsent", () -> client.putIfAbsent(bench().key("b"), content),
                "put", () -> client.put(key, content),
                "get", () -> client.get(key).close(),
                "get a range", () -> client.get(key, new ByteRange(0, 1)).close(),
                "head", () -> client.head(key),
                "list", () -> client.list("", Optional.empty()),
                "delete", () -> client.delete(List.of(key)),
                "time", client::time));
    calls.forEach((name, call) -> assertThrows(IllegalStateException.class, call, name));
    assertEquals("stays", bench().text(key), "another client is not closed with it");
    assertEquals(List.of("a"), bench().names(""));
  }

  /// It stands in messages and logs.
  @Test
  default void aStoreHasAName() throws Exception {
    assertFalse(bench().store().name().isBlank());
    assertEquals(bench().store().name(), bench().anotherClient().name());
  }

  /// Retention compares the two.
  @Test
  default void theStoresClockIsTheOneOfItsObjects() throws Exception {
    var store = bench().store();
    var before = store.time();
    var version = store.put(bench().key("a"), Content.of(new byte[1]));
    var page = store.list(bench().prefix(), Optional.empty());
    var after = store.time();
    assertTrue(!version.modified().isBefore(before.minus(RESOLUTION)), "modified, then");
    assertTrue(!version.modified().isAfter(after.plus(RESOLUTION)), "modified, now");
    assertTrue(!page.storeTime().isBefore(before.minus(RESOLUTION)), "listed, then");
    assertTrue(!page.storeTime().isAfter(after.plus(RESOLUTION)), "listed, now");
  }
}
