package bakelite.cli.doctor;

import bakelite.cli.command.Command;
import bakelite.cli.command.CommandException;
import bakelite.cli.command.Ending;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import bakelite.cli.config.Configuration;
import bakelite.cli.config.ConfigurationFile;
import bakelite.cli.config.Member;
import bakelite.cli.provider.Providers;
import bakelite.cli.replicate.StateRoot;
import bakelite.cli.version.Version;
import bakelite.replica.ReplicaKeys;
import bakelite.sqlite.DatabaseException;
import bakelite.sqlite.Examination;
import bakelite.sqlite.Observation;
import bakelite.store.StoreException;
import bakelite.store.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// `doctor`: tries all that the daemon will need, and says what to do where it would not go well.
public final class DoctorCommand implements Command {
  private static final String CONFIGURATION = "configuration";
  private static final String PROVIDERS = "providers";

  /// Found as a service.
  public DoctorCommand() {}

  @Override
  public CommandSpec spec() {
    var spec = CommandSpec.create().name("doctor");
    spec.usageMessage()
        .description(
            "Tries all that the daemon needs and says what to do where it would not go well. The"
                + " configuration, each database and its rights, the state folder, each destination"
                + " with an object that is gone afterwards, the clocks and the versions. It ends with"
                + " the exit code of the first failure.")
        .footer("bakelite doctor", "bakelite doctor --db app --json");
    return spec;
  }

  @Override
  public Section section() {
    return Section.PROTECT;
  }

  @Override
  public Ending run(Invocation invocation) throws Exception {
    var lines = new ArrayList<Checked>();
    versions(lines);
    try {
      var configuration = ConfigurationFile.load(invocation);
      configured(configuration, invocation, lines);
    } catch (CommandException wrong) {
      var message = String.valueOf(wrong.getMessage());
      lines.add(
          Checked.failed(Optional.empty(), CONFIGURATION, message, wrong.hint(), wrong.code()));
    }
    invocation.terminal().show(new DoctorReport(lines));
    return lines.stream()
        .filter(Checked::hasFailed)
        .findFirst()
        .map(Checked::code)
        .orElse(ExitCode.OK);
  }

  private static void versions(List<Checked> lines) {
    var program =
        "bakelite " + Version.ofProgram() + ", Java " + System.getProperty("java.version", "?");
    try {
      var text = program + ", SQLite " + Examination.sqliteVersion();
      lines.add(Checked.ok(Optional.empty(), "versions", text));
    } catch (DatabaseException refused) {
      lines.add(
          Checked.failed(
              Optional.empty(),
              "versions",
              program + ": " + refused.getMessage(),
              refused.hint(),
              ExitCode.DATABASE));
    }
  }

  private static void configured(
      Configuration configuration, Invocation invocation, List<Checked> lines)
      throws CommandException {
    var found = configuration.members();
    var wanted = invocation.options().database();
    var members =
        found.members().stream()
            .filter(member -> wanted.isEmpty() || member.name().equals(wanted.get()))
            .toList();
    if (members.isEmpty() && wanted.isPresent()) {
      throw new CommandException(
          ExitCode.NOT_FOUND,
          "cannot find the database '" + wanted.get() + "' in " + configuration.file(),
          "it has " + found.members().stream().map(Member::name).toList());
    }
    lines.add(
        Checked.ok(Optional.empty(), CONFIGURATION, configuration.file() + " can be understood"));
    invocation.providers().report().ifPresent(report -> providers(report, lines));
    configuration.warnings().forEach(each -> doubt(each, "take it out until it is there", lines));
    found.problems().forEach(each -> doubt(each, "mend the pattern, or the rights", lines));
    for (var clash : found.clashes()) {
      lines.add(
          Checked.failed(
              Optional.empty(),
              CONFIGURATION,
              clash,
              "give one pattern that reaches both, or one of them an entry with a name",
              ExitCode.USAGE));
    }
    if (members.isEmpty()) {
      doubt("it names no database that is there now", "look at its patterns", lines);
    }
    var stateRoot = StateRoot.of(invocation, configuration);
    long spool = members.stream().mapToLong(each -> each.backup().spoolMaxBytes()).sum();
    lines.addAll(StateFolderCheck.of(stateRoot, spool));
    var names = members.stream().map(Member::name).toList();
    configuration
        .listen()
        .ifPresent(address -> lines.add(ListenCheck.of(address, stateRoot, names)));
    for (var member : members) {
      Examination.of(member.path()).forEach(each -> lines.add(line(member.name(), each)));
      lines.addAll(destination(member, invocation, configuration.stores()));
    }
  }

  private static void providers(Providers.Report report, List<Checked> lines) {
    lines.add(
        Checked.ok(
            Optional.empty(),
            PROVIDERS,
            report.types().isEmpty()
                ? report.folder() + " has none that can be used"
                : report.folder() + " has " + String.join(", ", report.types())));
    for (var skipped : report.skipped()) {
      lines.add(
          Checked.warning(
              Optional.empty(),
              PROVIDERS,
              skipped,
              "take it away, or ask whoever made it for a version that can be loaded"));
    }
  }

  private static void doubt(String message, String hint, List<Checked> lines) {
    lines.add(Checked.warning(Optional.empty(), CONFIGURATION, message, hint));
  }

  private static Checked line(String database, Observation seen) {
    var name = Optional.of(database);
    return switch (seen.grade()) {
      case GOOD -> Checked.ok(name, seen.check(), seen.found());
      case DOUBTFUL -> Checked.warning(name, seen.check(), seen.found(), seen.hint());
      case BAD -> Checked.failed(name, seen.check(), seen.found(), seen.hint(), ExitCode.DATABASE);
    };
  }

  private static List<Checked> destination(Member member, Invocation invocation, Stores stores) {
    var surroundings = invocation.surroundings();
    try (var store = stores.open(member.destination())) {
      var keys = new ReplicaKeys(member.name() + "/");
      return new StoreTrial(member.name(), store, keys, surroundings.random(), surroundings.clock())
          .run();
    } catch (StoreException refused) {
      var message = String.valueOf(refused.getMessage());
      return List.of(
          Checked.failed(
              Optional.of(member.name()), "storage", message, refused.hint(), ExitCode.STORAGE));
    }
  }
}
