package bakelite.demo;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// An application in a process of its own that writes numbered commits into `app.db`.
final class Writer implements AutoCloseable {
  /// The word for a setting that is left as SQLite has it.
  static final String DEFAULT = "default";

  private static final int PATIENCE_SECONDS = 60;

  /// Whose SQLite it writes with.
  enum Kind {
    /// That of the daemon.
    JAVA,
    /// That of the machine's Python, usually an older one.
    PYTHON,
    /// SQLite's own shell.
    SHELL;

    boolean installed() {
      return switch (this) {
        case JAVA -> true;
        case PYTHON -> runs("python3", "-c", "import sqlite3");
        case SHELL -> runs("sqlite3", "-version");
      };
    }

    private static boolean runs(String... command) {
      try {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor() == 0;
      } catch (IOException _) {
        return false;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /// The kinds of this machine. What `BAKELITE_TEST_REQUIRE` names must be among them.
    static List<Kind> here() {
      var here = List.of(values()).stream().filter(Kind::installed).toList();
      var required = System.getenv().getOrDefault("BAKELITE_TEST_REQUIRE", "");
      if (List.of(required.split(",", -1)).contains("python") && !here.contains(PYTHON)) {
        return fail(
            "BAKELITE_TEST_REQUIRE names python: expected python3 with sqlite3, found none");
      }
      return here;
    }
  }

  /// How it treats its database.
  ///
  /// @param checkpoint the mode of the checkpoints that it asks for
  /// @param autocheckpoint `wal_autocheckpoint`, or [#DEFAULT]
  /// @param synchronous `NORMAL` or `FULL`
  record Manners(String checkpoint, String autocheckpoint, String synchronous) {
    static final Manners PLAIN = new Manners("PASSIVE", DEFAULT, "NORMAL");
  }

  private final Process process;
  private final Path log;
  private final Path stop;

  private Writer(Process process, Path log, Path stop) {
    this.process = process;
    this.log = log;
    this.stop = stop;
  }

  /// Creates an empty database for writers.
  static void create(Path database, int pageSize) throws IOException, Sql.Busy {
    try (var sql = LibrarySql.open(database)) {
      sql.ask("PRAGMA page_size = " + pageSize);
      sql.ask("PRAGMA journal_mode = WAL");
      for (var statement : Ledger.SCHEMA) {
        sql.ask(statement);
      }
    }
  }

  static Writer start(Kind kind, Path folder, Manners manners, long seed) throws IOException {
    var stop = folder.resolve("stop");
    var log = Files.createTempFile(folder, "writer-", ".log");
    var command = new ArrayList<String>();
    if (kind == Kind.PYTHON) {
      command.addAll(List.of("python3", script(folder).toString()));
    } else {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
      command.addAll(List.of("-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED"));
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.addAll(List.of(WriterProgram.class.getName(), kind.name()));
    }
    command.addAll(List.of(folder.resolve("app.db").toString(), stop.toString()));
    command.addAll(List.of(Long.toString(seed), manners.checkpoint(), manners.autocheckpoint()));
    command.add(manners.synchronous());
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    return new Writer(builder.redirectOutput(log.toFile()).start(), log, stop);
  }

  private static Path script(Path folder) throws IOException {
    var script = folder.resolve("writer.py");
    if (!Files.exists(script)) {
      try (var in = Writer.class.getResourceAsStream("writer.py")) {
        Files.copy(in, script);
      }
    }
    return script;
  }

  /// Kills it with SIGKILL, and what it started.
  ///
  /// @return what it complained of, when it had ended by itself before
  Optional<String> kill() throws IOException, InterruptedException {
    boolean alive = process.isAlive();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
    return alive ? Optional.empty() : Optional.of(Files.readString(log));
  }

  /// Waits for its end, which the file `stop` in its folder asks for.
  ///
  /// @return what it complained of
  Optional<String> ended() throws IOException, InterruptedException {
    if (!Files.exists(stop)) {
      Files.createFile(stop);
    }
    boolean inTime = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    var text = Files.readString(log);
    return inTime && process.exitValue() == 0 && text.isEmpty()
        ? Optional.empty()
        : Optional.of(inTime ? process.exitValue() + " " + text : "it does not end: " + text);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    kill();
  }
}
