package bakelite.store.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.ByteRange;
import bakelite.store.Content;
import bakelite.store.ObjectKey;
import bakelite.store.RetriedReads;
import bakelite.store.Retries;
import bakelite.store.RetryPolicy;
import bakelite.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetriedReadsTest {
  private static final ObjectKey KEY = new ObjectKey("a/b");
  private static final byte[] BYTES = Workbench.bytes(10_000, 7);

  private final MemoryStore memory = new MemoryStore(() -> Instant.EPOCH);
  private final ScriptedFaults faults = new ScriptedFaults();
  private final List<Duration> waits = new ArrayList<>();
  private final RetriedReads reads =
      new RetriedReads(
          new FaultyStore(memory, faults),
          retries(RetryPolicy.firstContact()),
          retries(RetryPolicy.brief()));

  private Retries retries(RetryPolicy policy) {
    return new Retries(policy, waits::add, () -> Instant.EPOCH, new Random(1), (_, _) -> {});
  }

  @BeforeEach
  void oneObject() throws Exception {
    memory.put(KEY, Content.of(BYTES));
  }

  private byte[] whole() throws Exception {
    try (var fetched = reads.get(KEY)) {
      return fetched.readExactly(KEY, BYTES.length);
    }
  }

  @Test
  void bytesThatBreakOffAreReadAgain() throws Exception {
    faults
        .fault(Operation.GET, new Fault.BrokenRead(100))
        .fault(Operation.GET, new Fault.ShortRead(5_000));
    assertArrayEquals(BYTES, whole());
    assertTrue(faults.isDone());
    assertEquals(2, waits.size());
  }

  @Test
  void aStoreThatAnsweredOnceIsWaitedForLonger() throws Exception {
    whole();
    for (int i = 0; i < 7; i++) {
      faults.fault(Operation.GET, Fault.unreachable());
    }
    try (var part = reads.get(KEY, new ByteRange(10, 20))) {
      assertArrayEquals(java.util.Arrays.copyOfRange(BYTES, 10, 30), part.readExactly(KEY, 20));
    }
    assertEquals(7, waits.size());
  }

  @Test
  void anAddressThatNeverAnsweredIsGivenUpSoon() {
    for (int i = 0; i < 8; i++) {
      faults.fault(Operation.LIST, Fault.unreachable());
    }
    assertThrows(StoreException.Unreachable.class, () -> reads.list("", Optional.empty()));
    assertEquals(2, waits.size());
  }

  @Test
  void whatIsMissingOrDeniedIsSaidAtOnce() {
    assertThrows(StoreException.Missing.class, () -> reads.get(new ObjectKey("a/c")));
    faults.fault(Operation.HEAD, Fault.denied());
    assertThrows(StoreException.Denied.class, () -> reads.head(KEY));
    assertEquals(List.of(), waits);
  }
}
