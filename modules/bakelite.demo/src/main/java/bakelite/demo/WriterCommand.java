package bakelite.demo;

import bakelite.cli.command.Command;
import bakelite.cli.command.Ending;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.SplittableRandom;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Plays the application: writes commits into a database until it is asked to stop, and records
/// each of them in a file of its own. Not for people; `demo` and the tests start it.
public final class WriterCommand implements Command {
  static final String NAME = "demo-writer";

  /// Found as a service.
  public WriterCommand() {}

  @Override
  public CommandSpec spec() {
    var spec = CommandSpec.create().name(NAME);
    spec.usageMessage().hidden(true).description("Writes the demonstration's commits.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .paramLabel("DB")
            .type(String.class)
            .required(true)
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1")
            .paramLabel("RECORD")
            .type(String.class)
            .required(true)
            .build());
    spec.addOption(OptionSpec.builder("--seed").type(Long.class).defaultValue("1").build());
    spec.addOption(
        OptionSpec.builder("--page-size").type(Integer.class).defaultValue("4096").build());
    spec.addOption(OptionSpec.builder("--pause").type(Integer.class).defaultValue("10").build());
    spec.addOption(
        OptionSpec.builder("--autocheckpoint").type(Integer.class).defaultValue("1000").build());
    return spec;
  }

  @Override
  public Section section() {
    return Section.PROGRAM;
  }

  @Override
  public boolean endsItself() {
    return true;
  }

  @Override
  public Ending run(Invocation invocation) throws SQLException, IOException, InterruptedException {
    var arguments = invocation.arguments();
    var surroundings = invocation.surroundings();
    var database = surroundings.resolve(arguments.matchedPositionalValue(0, ""));
    var record = surroundings.resolve(arguments.matchedPositionalValue(1, ""));
    long seed = arguments.matchedOptionValue("--seed", 1L);
    var pause = Duration.ofMillis(arguments.matchedOptionValue("--pause", 10));
    try (var workload =
            new Workload(
                connect(
                    database,
                    arguments.matchedOptionValue("--page-size", 4096),
                    arguments.matchedOptionValue("--autocheckpoint", 1000)),
                new SplittableRandom(seed));
        var truth =
            FileChannel.open(record, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (surroundings.stop().await(pause).isEmpty()) {
        long commit = workload.commit();
        truth.write(ByteBuffer.wrap(Ledger.truth(commit, workload.digest())));
      }
    }
    return ExitCode.OK;
  }

  private static Connection connect(Path database, int pageSize, int autocheckpoint)
      throws SQLException {
    var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA page_size = " + pageSize);
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = NORMAL");
      statement.execute("PRAGMA busy_timeout = 10000");
      statement.execute("PRAGMA wal_autocheckpoint = " + autocheckpoint);
    }
    connection.setAutoCommit(false);
    return connection;
  }
}
