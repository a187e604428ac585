package bakelite.store.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.ByteRange;
import bakelite.store.Content;
import bakelite.store.ObjectStore;
import bakelite.store.StoreException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What goes wrong is told by its kind, and says what to do.
public interface ConditionRules extends StoreRules {
  /// A call that may end with an error of the store.
  @FunctionalInterface
  interface Call {
    /// Makes it.
    void on(ObjectStore store) throws Exception;
  }

  /// Every call that has to ask the store, on an object of this test that is there.
  private Map<String, Call> calls() {
    var there = bench().key("there");
    var fresh = bench().key("fresh");
    var content = Content.of(new byte[10]);
    var calls = new LinkedHashMap<String, Call>();
    calls.put("get", store -> store.get(there).close());
    calls.put("get a range", store -> store.get(there, new ByteRange(0, 1)).close());
    calls.put("head", store -> store.head(there));
    calls.put("list", store -> store.list(bench().prefix(), Optional.empty()));
    calls.put("putIfAbsent", store -> store.putIfAbsent(fresh, content));
    calls.put("put", store -> store.put(fresh, content));
    calls.put("delete", store -> store.delete(List.of(there)));
    return calls;
  }

  /// A person has to act, and another key is what helps; asking again is not.
  @Test
  default void wrongCredentialsAreDenied() throws Exception {
    assertRefused(Condition.WRONG_CREDENTIALS, StoreException.Denied.class);
  }

  /// The same for those that were good until yesterday.
  @Test
  default void expiredCredentialsAreDenied() throws Exception {
    assertRefused(Condition.EXPIRED_CREDENTIALS, StoreException.Denied.class);
  }

  private void assertRefused(Condition condition, Class<? extends StoreException> kind)
      throws Exception {
    var opener = bench().under(condition);
    var there = bench().key("there");
    bench().put(there, "stays");
    for (var call : calls().entrySet()) {
      var refusal = refusal(opener, call.getValue());
      assertTrue(refusal.isPresent(), () -> call.getKey() + " under " + condition + " is refused");
      assertInstanceOf(kind, refusal.get(), () -> call.getKey() + " under " + condition);
      assertTold(refusal.get());
    }
    assertEquals("stays", bench().text(there));
    assertEquals(List.of("there"), bench().names(""), "nothing is stored by who may not");
  }

  private static Optional<StoreException> refusal(Variant.Opener opener, Call call)
      throws Exception {
    try (var store = opener.open()) {
      call.on(store);
      return Optional.empty();
    } catch (StoreException refused) {
      return Optional.of(refused);
    }
  }

  /// One line of what is wrong, one of what to try.
  private static void assertTold(StoreException refusal) {
    for (var line : List.of(String.valueOf(refusal.getMessage()), refusal.hint())) {
      assertFalse(line.isBlank() || line.contains("\n"), () -> "one line: '" + line + "'");
    }
  }

  /// A provider may set itself by the store's clock; if not, the clock is what it names.
  @Test
  default void aSkewedClockIsMadeUpForOrNamed() throws Exception {
    var opener = bench().under(Condition.SKEWED_CLOCK);
    bench().put(bench().key("there"), "stays");
    for (var call : calls().entrySet()) {
      var refusal = refusal(opener, call.getValue());
      if (refusal.isPresent()) {
        var kind = refusal.get();
        assertTrue(
            kind instanceof StoreException.Denied || kind instanceof StoreException.Misconfigured,
            () -> call.getKey() + ": a person has to act, found " + kind);
        var told = (kind.getMessage() + " " + kind.hint()).toLowerCase(Locale.ROOT);
        assertTrue(told.contains("clock"), () -> call.getKey() + " names the clock: " + told);
      }
    }
  }

  /// Reading may find nothing there; storing must not pass for done.
  @Test
  default void aPlaceThatIsNotThereIsAMatterOfConfiguration() throws Exception {
    var opener = bench().under(Condition.NO_SUCH_PLACE);
    var content = Content.of(new byte[10]);
    var key = bench().key("a");
    Map<String, Call> puts =
        Map.of(
            "putIfAbsent", store -> store.putIfAbsent(key, content),
            "put", store -> store.put(key, content),
            "list", store -> store.list("", Optional.empty()));
    for (var call : puts.entrySet()) {
      var refusal = refusal(opener, call.getValue());
      assertTrue(refusal.isPresent(), () -> call.getKey() + " is refused");
      assertInstanceOf(StoreException.Misconfigured.class, refusal.get(), call.getKey());
      assertTold(refusal.get());
    }
  }
}
