package bakelite.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.Content;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import bakelite.store.testkit.Fault;
import bakelite.store.testkit.FaultyStore;
import bakelite.store.testkit.ForwardingStore;
import bakelite.store.testkit.MemoryStore;
import bakelite.store.testkit.Operation;
import bakelite.store.testkit.ScriptedFaults;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// No writer begins where a second one could overwrite what it acknowledged.
class FenceProofTest extends WriteJourney {
  private final MemoryStore memory = new MemoryStore(Clock.systemUTC());
  private boolean isWeak;
  private ScriptedFaults faults = new ScriptedFaults();

  @Override
  ObjectStore store() {
    return new FaultyStore(
        new ForwardingStore(memory.anotherClient()) {
          @Override
          public PutResult putIfAbsent(ObjectKey key, Content content) throws StoreException {
            return isWeak
                ? new PutResult.Stored(put(key, content))
                : super.putIfAbsent(key, content);
          }
        },
        faults);
  }

  @Test
  void aStoreThatIgnoresCreateOnlyIsRefusedBeforeAnythingIsWritten() throws Exception {
    isWeak = true;
    try (var _ = table()) {
      for (var start = 0; start < 2; start++) {
        var refused = assertThrows(StoreException.Misconfigured.class, this::begin);
        assertTrue(refused.getMessage().contains("two writers"), refused::getMessage);
      }
    }
    assertEquals(List.of(), memory.list("", Optional.empty()).objects());
  }

  @Test
  void aStoreThatBecameWeakIsFoundOutAtTheNextStartAndTheReplicaStaysAsItWas() throws Exception {
    try (var _ = table()) {
      try (var session = begin()) {
        session.settle();
      }
      var id = new ObjectKey("app/id");
      var before = bytes(id);
      isWeak = true;
      assertThrows(StoreException.Misconfigured.class, this::begin);
      assertArrayEquals(before, bytes(id));
      isWeak = false;
      try (var session = begin()) {
        session.settle();
      }
    }
  }

  @Test
  void aStartThatGetsNoAnswerIsTriedAgain() throws Exception {
    try (var _ = table()) {
      faults.fault(Operation.PUT_IF_ABSENT, Fault.unreachable());
      assertThrows(StoreException.Unreachable.class, this::begin);
      assertEquals(List.of(), memory.list("", Optional.empty()).objects());
      try (var session = begin()) {
        session.settle();
      }
      faults.fault(Operation.PUT_IF_ABSENT, new Fault.LostAnswer());
      assertThrows(StoreException.Unreachable.class, this::begin);
      try (var session = begin()) {
        session.settle();
      }
    }
  }

  private byte[] bytes(ObjectKey key) throws Exception {
    try (var object = memory.get(key)) {
      return object.stream().readAllBytes();
    }
  }
}
