package bakelite.store.testkit;

import bakelite.store.ByteRange;
import bakelite.store.Content;
import bakelite.store.Fetched;
import bakelite.store.ListPage;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.ObjectVersion;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A store in front of another one that goes wrong as it is told, and counts the calls.
///
/// Whatever it does is within the contract, so a caller that keeps its side loses nothing behind
/// it.
public final class FaultyStore extends ForwardingStore {
  private final ObjectStore store;
  private final Faults faults;
  private final Map<Operation, Integer> calls = new ConcurrentHashMap<>();
  private final List<Call<?>> late = Collections.synchronizedList(new ArrayList<>());

  /// @param store does what is not refused; closed with this one
  public FaultyStore(ObjectStore store, Faults faults) {
    super(store);
    this.store = store;
    this.faults = faults;
  }

  private interface Call<T> {
    T run() throws StoreException;
  }

  /// How often a kind of call was made, those that went wrong included.
  public int calls(Operation operation) {
    return calls.getOrDefault(operation, 0);
  }

  /// All counts, for a report.
  public Map<Operation, Integer> calls() {
    var counts = new EnumMap<Operation, Integer>(Operation.class);
    counts.putAll(calls);
    return counts;
  }

  /// Carries out what arrived late, in the order in which it was sent. What the store says to it
  /// reaches nobody.
  ///
  /// @return how many calls there were
  public int carryOutLate() {
    List<Call<?>> arrived;
    synchronized (late) {
      arrived = List.copyOf(late);
      late.clear();
    }
    for (var call : arrived) {
      try {
        call.run();
      } catch (StoreException _) {
        // Its caller has given up on an answer long ago.
      }
    }
    return arrived.size();
  }

  @Override
  public PutResult putIfAbsent(ObjectKey key, Content content) throws StoreException {
    var fault = next(Operation.PUT_IF_ABSENT);
    var sent = sent(content, fault);
    try {
      return run(fault, () -> store.putIfAbsent(key, sent));
    } catch (StoreException.Unreachable e) {
      if (e.getCause() instanceof NoAnswer lost) {
        return new PutResult.Unknown(lost);
      }
      throw e;
    }
  }

  @Override
  public ObjectVersion put(ObjectKey key, Content content) throws StoreException {
    var fault = next(Operation.PUT);
    var sent = sent(content, fault);
    return run(fault, () -> store.put(key, sent));
  }

  /// A late put carries what was sent, whatever becomes of the content since.
  private static Content sent(Content content, Optional<Fault> fault) {
    if (fault.isPresent() && fault.get() instanceof Fault.Late) {
      try (var stream = Content.checked(content)) {
        return Content.of(stream.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return content;
  }

  @Override
  public Fetched get(ObjectKey key) throws StoreException {
    return get(() -> store.get(key));
  }

  @Override
  public Fetched get(ObjectKey key, ByteRange range) throws StoreException {
    return get(() -> store.get(key, range));
  }

  private Fetched get(Call<Fetched> call) throws StoreException {
    var fault = next(Operation.GET);
    var fetched = run(fault, call);
    return fault.isEmpty() ? fetched : FaultyStream.in(fetched, fault.get());
  }

  @Override
  public Optional<ObjectVersion> head(ObjectKey key) throws StoreException {
    return run(Operation.HEAD, () -> store.head(key));
  }

  @Override
  public ListPage list(String prefix, Optional<ObjectKey> after) throws StoreException {
    return run(Operation.LIST, () -> store.list(prefix, after));
  }

  @Override
  public void delete(List<ObjectKey> keys) throws StoreException {
    var frozen = List.copyOf(keys);
    run(
        Operation.DELETE,
        () -> {
          store.delete(frozen);
          return true;
        });
  }

  @Override
  public Instant time() throws StoreException {
    return run(Operation.TIME, store::time);
  }

  private Optional<Fault> next(Operation operation) {
    calls.merge(operation, 1, Integer::sum);
    return faults.next(operation);
  }

  private <T> T run(Operation operation, Call<T> call) throws StoreException {
    return run(next(operation), call);
  }

  private <T> T run(Optional<Fault> fault, Call<T> call) throws StoreException {
    if (fault.isEmpty()) {
      return call.run();
    }
    return switch (fault.get()) {
      case Fault.Refused(var cause) -> throw cause;
      case Fault.LostAnswer() -> {
        call.run();
        throw noAnswer();
      }
      case Fault.LostRequest() -> throw noAnswer();
      case Fault.Late() -> {
        late.add(call);
        throw noAnswer();
      }
      case Fault.ShortRead _, Fault.BrokenRead _, Fault.Flipped _ -> call.run();
    };
  }

  /// The request was sent; what became of it is not known here.
  private static final class NoAnswer extends IOException {
    private static final long serialVersionUID = 1L;

    NoAnswer() {
      super("the connection ended before an answer came");
    }
  }

  private static StoreException noAnswer() {
    return new StoreException.Unreachable(
        "cannot tell what became of the request: expected an answer, found none",
        "do it again",
        new NoAnswer());
  }
}
