package bakelite.store.testkit;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/// Faults by plan: for each kind of call what happens to the next ones, in order.
///
///     new ScriptedFaults().well(PUT, 2).fault(PUT, Fault.unreachable())    the third put fails
public final class ScriptedFaults implements Faults {
  private final Map<Operation, Queue<Optional<Fault>>> plan = new EnumMap<>(Operation.class);

  /// A plan with nothing on it.
  public ScriptedFaults() {}

  /// The next call of this kind that the plan does not cover yet goes wrong.
  public synchronized ScriptedFaults fault(Operation operation, Fault fault) {
    if (!fault.fits(operation)) {
      throw new IllegalArgumentException(fault + " cannot happen to a " + operation);
    }
    queue(operation).add(Optional.of(fault));
    return this;
  }

  /// So many further calls of this kind go well.
  public synchronized ScriptedFaults well(Operation operation, int calls) {
    for (var i = 0; i < calls; i++) {
      queue(operation).add(Optional.empty());
    }
    return this;
  }

  /// Whether all that was planned has happened.
  public synchronized boolean isDone() {
    return plan.values().stream().allMatch(Queue::isEmpty);
  }

  @Override
  public synchronized Optional<Fault> next(Operation operation) {
    var queue = queue(operation);
    return queue.isEmpty() ? Optional.empty() : queue.remove();
  }

  private Queue<Optional<Fault>> queue(Operation operation) {
    return plan.computeIfAbsent(operation, _ -> new ArrayDeque<>());
  }
}
