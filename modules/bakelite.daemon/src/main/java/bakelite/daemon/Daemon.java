package bakelite.daemon;

import bakelite.backup.BackupSurroundings;
import bakelite.daemon.notify.InitSystem;
import bakelite.sqlite.FolderEvents;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Protects any number of databases in one process, each on threads of its own. One that fails,
/// waits or is fenced does not touch the others.
public final class Daemon {
  private final Roster roster;
  private final Rules rules;
  private final BackupSurroundings surroundings;
  private final DaemonListener listener;
  private final StatusBoard board;
  private final FolderEvents events = FolderEvents.open();
  private final InitSystem init;
  private final Pulse pulse;
  private final Map<String, Kept> kept = new LinkedHashMap<>();
  private final Doorbell bell = new Doorbell();
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
  private volatile boolean stopRequested;
  private volatile boolean finishRequested;
  private volatile boolean isFinishing;
  private volatile boolean hasLooked;
  private volatile boolean hasEnded;
  private final Doorbell stallBell = new Doorbell();

  /// How it runs.
  ///
  /// @param once whether it ends when every replica is up to date
  /// @param lookEvery how often the roster is asked again; empty where it never changes
  /// @param stallAfter how long a database may be ahead of its replica before that is a stall;
  ///   twice its safety poll where that is longer
  public record Rules(boolean once, Optional<Duration> lookEvery, Duration stallAfter) {
    /// A database that no file event wakes is looked at within its safety poll, 30 s by default.
    public static final Duration USUAL_STALL = Duration.ofSeconds(60);

    public Rules(boolean once, Optional<Duration> lookEvery) {
      this(once, lookEvery, USUAL_STALL);
    }
  }

  /// A stall shows at the latest after this part of its limit more.
  private static final int LOOKS_PER_STALL = 12;

  private record Kept(Keeper keeper, Thread thread) {}

  /// @param init told how it is; closed at the end
  /// @param status where its documents go
  /// @param surroundings its listener is not used: `listener` is told with the database's name
  public Daemon(
      Roster roster,
      Rules rules,
      InitSystem init,
      StatusFolder status,
      BackupSurroundings surroundings,
      DaemonListener listener) {
    this.roster = roster;
    this.init = init;
    this.pulse = init.feedEvery().map(each -> new Pulse(each, init::alive)).orElseGet(Pulse::none);
    this.isFinishing = rules.once();
    this.rules = rules;
    this.surroundings = surroundings;
    this.listener = listener;
    this.board =
        new StatusBoard(
            status, problem -> listener.tell("status", "", new DaemonEvent.NoStatus(problem)));
  }

  /// Protects until it is asked to stop, until every replica is up to date when that was the rule,
  /// or until there is nothing for it to do: every database is fenced, or protected by another
  /// process that has its local state.
  public Outcome run() throws InterruptedException {
    var writing = Thread.ofPlatform().name("status").daemon().start(board::run);
    var watching = Thread.ofPlatform().name("stalls").daemon().start(this::watchForStalls);
    try (init;
        var beat = pulse.join()) {
      look();
      while (!stopRequested && !isOver()) {
        bell.await(pulse.rest(rules.lookEvery().orElse(Duration.ofDays(1))));
        beat.goneRound();
        if (!stopRequested && !isFinishing) {
          boolean last = finishRequested;
          look();
          if (last) {
            isFinishing = true;
            kept().values().forEach(each -> each.keeper().finish());
          }
        }
      }
      init.stopping();
      kept().values().forEach(each -> each.keeper().requestStop());
      for (var each : kept().values()) {
        each.thread().join();
      }
    } finally {
      events.close();
      hasEnded = true;
      stallBell.ring();
      watching.join();
      board.end();
      writing.join();
      ready.complete(false);
    }
    return new Outcome(
        kept().entrySet().stream()
            .map(each ->
                new Outcome.Ended(
                    each.getKey(), each.getValue().keeper().ending().orElse(new Ending.Durable(0))))
            .toList());
  }

  /// Asks to stop after a last upload of all. Any thread.
  public void requestStop() {
    stopRequested = true;
    bell.ring();
  }

  /// Asks to end when every replica is up to date, as far as it can be brought there: whoever wrote
  /// to the databases has ended. Any thread.
  public void requestFinish() {
    finishRequested = true;
    bell.ring();
  }

  /// How each database is now. Any thread.
  public List<Observation> observe() {
    return kept().values().stream().map(each -> each.keeper().observe()).toList();
  }

  /// On a thread of its own: whatever hangs, this goes on.
  private void watchForStalls() {
    try {
      while (!hasEnded) {
        stallBell.await(rules.stallAfter().dividedBy(LOOKS_PER_STALL));
        kept().values().forEach(each -> each.keeper().lookForStall());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /// Completed when an application may start, with true; with false when it ended before.
  public CompletableFuture<Boolean> ready() {
    return ready.copy();
  }

  private void look() {
    var plans = roster.current();
    synchronized (kept) {
      kept.values().removeIf(each -> each.keeper().isForgotten());
      for (var plan : plans) {
        if (!kept.containsKey(plan.name())) {
          start(plan);
        }
      }
      hasLooked = true;
    }
    checkReady();
  }

  private void start(Plan plan) {
    var keeper =
        new Keeper(plan, rules, surroundings, listener, board, events, pulse, this::changed);
    var thread = Thread.ofPlatform().name("capture " + plan.name()).start(keeper::run);
    kept.put(plan.name(), new Kept(keeper, thread));
  }

  private void changed() {
    checkReady();
    if (isOver()) {
      bell.ring();
    }
  }

  private void checkReady() {
    if (!hasLooked) {
      return;
    }
    var all = kept().values();
    if (!ready.isDone() && all.stream().allMatch(each -> each.keeper().isReady())) {
      ready.complete(true);
    }
    if (init.isListening()) {
      init.status(StatusSentence.of(all.stream().map(each -> each.keeper().member()).toList()));
      if (all.stream().allMatch(each -> each.keeper().isTold())) {
        init.ready();
      }
    }
  }

  private boolean isOver() {
    var all = kept();
    return isFinishing
        ? all.values().stream().allMatch(each -> each.keeper().ending().isPresent())
        : !all.isEmpty()
            && (all.values().stream().allMatch(Daemon::isFenced)
                || all.values().stream().allMatch(each -> each.keeper().isStateInUse()));
  }

  private static boolean isFenced(Kept each) {
    return each.keeper()
        .ending()
        .filter(over -> new Outcome.Ended(each.keeper().plan().name(), over).isFenced())
        .isPresent();
  }

  /// Those that are not forgotten.
  private Map<String, Kept> kept() {
    var all = new LinkedHashMap<String, Kept>();
    synchronized (kept) {
      kept.forEach((name, each) -> {
        if (!each.keeper().isForgotten()) {
          all.put(name, each);
        }
      });
    }
    return all;
  }
}
