package bakelite.wal;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Real SQLite, in another process.
///
/// POSIX locks belong to a process: if SQLite were in this one, the tests could not open and close
/// a database or a wal-index without dropping its locks. From here they may read and copy as they
/// like. A call returns when SQLite has answered, so that nothing changes between two calls.
final class Sqlite implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;

  Sqlite() {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classPath =
        String.join(
            File.pathSeparator,
            root("bakelite/wal/SqliteProgram.class"),
            root("org/sqlite/JDBC.class"));
    try {
      process =
          new ProcessBuilder(
                  java,
                  "-Xmx128m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  classPath,
                  SqliteProgram.class.getName())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /// Opens a connection of that name.
  ///
  /// @param parameters of the URI, such as `psow=0`
  void open(String name, Path database, String parameters) {
    send("open " + name + " file:" + database + "?" + parameters);
  }

  void close(String name) {
    send("close " + name);
  }

  /// Runs a statement.
  ///
  /// @return the first column of the first row, empty where there is none
  String sql(String name, String statement) {
    return send("sql " + name + " " + statement.replace('\n', ' '));
  }

  /// Starts so many commits and does not wait for them; commit `n` sets `user_version` to `n`.
  void startCounting(String name, int to) {
    write("count " + name + " " + to);
  }

  /// Whether what was started is done.
  boolean isDone() {
    try {
      return answers.ready();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String send(String command) {
    write(command);
    return answer(command);
  }

  private void write(String command) {
    try {
      var in = process.outputWriter(StandardCharsets.UTF_8);
      in.write(command + "\n");
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String answer(String command) {
    try {
      var answer = answers.readLine();
      if (answer == null || !answer.startsWith("ok ")) {
        throw new IllegalStateException("expected ok for " + command + ", found " + answer);
      }
      return answer.substring(3);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The folder or archive that a class comes from.
  private static String root(String resource) {
    try {
      var url = ClassLoader.getSystemResource(resource);
      var text = url.toString();
      if (url.getProtocol().equals("jar")) {
        var jar = text.substring("jar:".length(), text.indexOf("!/"));
        return Path.of(new URI(jar)).toString();
      }
      return Path.of(new URI(text.substring(0, text.length() - resource.length()))).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
