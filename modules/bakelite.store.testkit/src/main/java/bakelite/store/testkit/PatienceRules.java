package bakelite.store.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.Content;
import bakelite.store.ObjectStore;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/// No call waits for ever, and one that waits can be ended.
public interface PatienceRules extends StoreRules {
  /// How long an interrupted call may take to end.
  Duration SOON = Duration.ofSeconds(10);

  /// Long enough for a call to have been sent.
  Duration UNDER_WAY = Duration.ofMillis(300);

  /// What became of a call.
  ///
  /// @param thrown what it ended with; empty where it had an answer
  /// @param interrupted whether its thread still knew of the interrupt
  record Ended(Optional<Exception> thrown, boolean interrupted) {}

  private Map<String, ConditionRules.Call> calls() {
    var key = bench().key("a");
    var calls = new LinkedHashMap<String, ConditionRules.Call>();
    calls.put("get", store -> store.get(key).close());
    calls.put("head", store -> store.head(key));
    calls.put("list", store -> store.list(bench().prefix(), Optional.empty()));
    calls.put("put", store -> store.put(key, Content.of(new byte[10])));
    calls.put("delete", store -> store.delete(List.of(key)));
    calls.put(
        "putIfAbsent",
        store -> {
          // A put that may have arrived says so in its own way.
          if (store.putIfAbsent(key, Content.of(new byte[10]))
              instanceof PutResult.Unknown(var e)) {
            throw new StoreException.Unreachable("no answer", "read it back", e);
          }
        });
    return calls;
  }

  /// A daemon tells it apart from a mistake, and tries again.
  @Test
  default void whereNobodyListensTheStoreIsUnreachable() throws Exception {
    assertUnreachable(Condition.NO_SERVER);
  }

  /// By the target's deadline, so that a thread comes back.
  @Test
  default void aSilentServerIsUnreachableByTheDeadline() throws Exception {
    assertUnreachable(Condition.SILENT_SERVER);
  }

  private void assertUnreachable(Condition condition) throws Exception {
    var opener = bench().under(condition);
    for (var call : calls().entrySet()) {
      var running = start(opener, call.getValue());
      var ended = running.ended(bench().deadline());
      assertTrue(
          ended.isPresent(),
          () ->
              call.getKey() + " under " + condition + ": expected an end by " + bench().deadline());
      assertInstanceOf(
          StoreException.Unreachable.class,
          ended.get().thrown().orElse(null),
          () -> call.getKey() + " under " + condition);
    }
  }

  /// The process is to stop: nobody waits for an answer any more.
  @Test
  default void aCallThatWaitsEndsSoonWhenItsThreadIsInterrupted() throws Exception {
    var opener = bench().under(Condition.SILENT_SERVER);
    for (var call : calls().entrySet()) {
      var running = start(opener, call.getValue());
      running.ended(UNDER_WAY);
      running.thread.interrupt();
      var ended = running.ended(SOON);
      assertTrue(ended.isPresent(), () -> call.getKey() + ": expected an end within " + SOON);
      assertInstanceOf(
          StoreException.Unreachable.class, ended.get().thrown().orElse(null), call.getKey());
      assertTrue(ended.get().interrupted(), () -> call.getKey() + ": the thread still knows");
    }
  }

  /// Finished or refused, in every method; nothing in between, and the thread still knows.
  @Test
  default void aThreadThatIsInterruptedBeforeACallFinishesItOrIsRefused() throws Exception {
    var key = bench().key("a");
    for (var call : calls().entrySet()) {
      bench().store().put(key, Content.of(new byte[10]));
      var running =
          start(
              bench()::anotherClient,
              store -> {
                Thread.currentThread().interrupt();
                call.getValue().on(store);
              });
      var ended = running.ended(SOON.plus(SOON));
      assertTrue(ended.isPresent(), () -> call.getKey() + ": expected an end");
      ended
          .get()
          .thrown()
          .ifPresent(
              thrown -> assertInstanceOf(StoreException.Unreachable.class, thrown, call.getKey()));
      assertTrue(ended.get().interrupted(), () -> call.getKey() + ": the thread still knows");
      var left = bench().store().head(key);
      assertEquals(10L, left.map(version -> version.size()).orElse(10L), "whole or gone");
    }
    bench().put(key, "usable");
    assertEquals("usable", bench().text(key), "the store works on");
  }

  private static Running start(Variant.Opener opener, ConditionRules.Call call) {
    return new Running(opener, call);
  }

  /// A call on a thread of its own.
  final class Running {
    private final CompletableFuture<Ended> end = new CompletableFuture<>();
    private final Thread thread;

    private Running(Variant.Opener opener, ConditionRules.Call call) {
      thread = Thread.ofPlatform().daemon().start(() -> run(opener, call));
    }

    private void run(Variant.Opener opener, ConditionRules.Call call) {
      try (ObjectStore store = opener.open()) {
        end.complete(calling(store, call));
      } catch (Exception refused) {
        end.complete(new Ended(Optional.of(refused), Thread.currentThread().isInterrupted()));
      }
    }

    private static Ended calling(ObjectStore store, ConditionRules.Call call) {
      try {
        call.on(store);
        return new Ended(Optional.empty(), Thread.interrupted());
      } catch (Exception thrown) {
        return new Ended(Optional.of(thrown), Thread.interrupted());
      }
    }

    private Optional<Ended> ended(Duration within) throws Exception {
      try {
        return Optional.of(end.get(within.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException _) {
        return Optional.empty();
      }
    }
  }
}
