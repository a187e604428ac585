package bakelite.cli.daemon;

import bakelite.backup.BackupSettings.TakeOver;
import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import bakelite.cli.config.Configuration;
import bakelite.cli.config.Member;
import bakelite.cli.replicate.StateRoot;
import bakelite.daemon.Plan;
import bakelite.daemon.Roster;
import bakelite.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The databases of a configuration, looked for again whenever a daemon asks.
final class ConfiguredRoster implements Roster {
  private final Invocation invocation;
  private final Configuration configuration;
  private final boolean takeOver;
  private final Path stateRoot;
  private final Set<String> told = new HashSet<>();

  /// @param takeOver whether replicas of others may be gone on with, whatever the file says
  ConfiguredRoster(Invocation invocation, Configuration configuration, boolean takeOver)
      throws CommandException {
    this.invocation = invocation;
    this.configuration = configuration;
    this.takeOver = takeOver;
    this.stateRoot = StateRoot.of(invocation, configuration);
    var wanted = invocation.options().database();
    if (wanted.isPresent() && !configuration.hasPatterns() && current().isEmpty()) {
      throw new CommandException(
          ExitCode.NOT_FOUND,
          "cannot find the database '" + wanted.get() + "' in " + configuration.file(),
          "`bakelite status` lists them");
    }
  }

  /// Where local state lies.
  Path stateRoot() {
    return stateRoot;
  }

  /// Files may come as long as there are patterns.
  Optional<Duration> lookEvery() {
    return configuration.hasPatterns() ? configuration.shortestPoll() : Optional.empty();
  }

  @Override
  public List<Plan> current() {
    var found = configuration.members();
    found.clashes().forEach(this::tellOnce);
    found.problems().forEach(this::tellOnce);
    var wanted = invocation.options().database();
    return found.members().stream()
        .filter(member -> wanted.isEmpty() || member.name().equals(wanted.get()))
        .map(this::plan)
        .toList();
  }

  private void tellOnce(String problem) {
    if (told.add(problem)) {
      invocation.terminal().warn(problem);
    }
  }

  private Plan plan(Member member) {
    return new Plan(
        member.name(),
        member.path(),
        member.isListed(),
        member.live(),
        takeOver ? member.backup().withTakeOver(TakeOver.ALWAYS) : member.backup(),
        new ConfiguredPlace(member));
  }

  private final class ConfiguredPlace implements Plan.Place {
    private final Member member;

    private ConfiguredPlace(Member member) {
      this.member = member;
    }

    @Override
    public String destination() {
      return member.place();
    }

    @Override
    public Plan.Opened open() throws StoreException {
      var store = configuration.stores().open(member.destination());
      var tag = StateRoot.tag(realPath(member.path()) + "\n" + store.name());
      return new Plan.Opened(store, stateRoot.resolve(member.name() + "-" + tag));
    }
  }

  /// The file that a path leads to; SQLite follows links too.
  private static Path realPath(Path database) {
    try {
      return database.toRealPath();
    } catch (IOException notThere) {
      return database;
    }
  }
}
