package bakelite.sqlite;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.sqlite.JDBC;

/// An application in a process of its own; see [ApplicationProgram] for what it understands.
final class Application implements AutoCloseable {
  /// Longest answer that is waited for.
  private static final long ANSWER_SECONDS = 60;

  /// Which SQLite it brings.
  enum Kind {
    /// Ours.
    JAVA,
    /// That of the machine, usually an older one.
    PYTHON;

    boolean installed() {
      if (this == JAVA) {
        return true;
      }
      try {
        var process =
            new ProcessBuilder("python3", "-c", "import sqlite3").redirectErrorStream(true).start();
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

  private final Process process;
  private final Writer in;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  private Application(Process process) {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    Thread.ofVirtual().start(this::listen);
    expect("ready");
  }

  static Application start(Kind kind, Path database) {
    var command =
        switch (kind) {
          case JAVA -> java(ApplicationProgram.class, database.toString());
          case PYTHON -> List.of("python3", resource("application.py"), database.toString());
        };
    return new Application(start(command));
  }

  /// Creates a database in WAL mode with the tables that the application writes.
  static Application create(Kind kind, Path database) {
    var application = start(kind, database);
    application.sql("PRAGMA journal_mode=WAL");
    application.sql("CREATE TABLE log(id INTEGER PRIMARY KEY, payload BLOB)");
    application.sql("CREATE TABLE counter(n INTEGER)");
    application.sql("INSERT INTO counter VALUES(0)");
    application.sql("PRAGMA wal_checkpoint(TRUNCATE)");
    return application;
  }

  /// The command that runs a class of the tests in another JVM.
  static List<String> java(Class<?> main, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", classPath(), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  static Process start(List<String> command) {
    try {
      return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String classPath() {
    var places = new ArrayList<String>();
    for (Class<?> each :
        List.of(
            ApplicationProgram.class,
            LiveDatabase.class,
            bakelite.wal.WalIndex.class,
            JDBC.class)) {
      places.add(root(each));
    }
    return String.join(java.io.File.pathSeparator, places);
  }

  /// Where a class came from; tests are patched into their module, whose own location says nothing.
  private static String root(Class<?> type) {
    try {
      var url = type.getResource(type.getSimpleName() + ".class");
      if (url.getProtocol().equals("file")) {
        var path = Path.of(url.toURI());
        for (int up = 0; up <= type.getPackageName().split("\\.").length; up++) {
          path = path.getParent();
        }
        return path.toString();
      }
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String resource(String name) {
    try (var in = Application.class.getResourceAsStream(name)) {
      var file = Files.createTempFile("application", ".py");
      file.toFile().deleteOnExit();
      Files.write(file, in.readAllBytes());
      return file.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen() {
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = out.readLine(); line != null; line = out.readLine()) {
        answers.add(line);
      }
    } catch (IOException e) {
      answers.add("gone: " + e.getMessage());
    }
    answers.add("gone");
  }

  /// Sends a line and does not wait.
  void send(String line) {
    try {
      in.write(line + "\n");
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether an answer is there.
  boolean answered() {
    return !answers.isEmpty();
  }

  /// Waits for the next answer and takes off its first word.
  String expect(String word) {
    var answer = expectAny();
    if (!(answer + " ").startsWith(word + " ")) {
      return fail("expected " + word + ", found " + answer);
    }
    return answer.substring(word.length()).strip();
  }

  /// Waits for the next answer.
  String expectAny() {
    try {
      var answer = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
      return answer == null ? fail("no answer for " + ANSWER_SECONDS + " s") : answer;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  String sql(String statement) {
    send("sql " + statement);
    return expect("ok");
  }

  /// Writes so many commits.
  ///
  /// @return commits since the start
  long write(long commits) {
    send("write " + commits);
    return Long.parseLong(expect("wrote"));
  }

  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /// Ends the input; the application closes its connection and exits.
  @Override
  public void close() {
    try {
      in.close();
      if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
        fail("the application does not end");
      }
    } catch (IOException _) {
      // It was killed: nothing to tell it.
      kill();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      process.destroyForcibly();
    }
  }
}
