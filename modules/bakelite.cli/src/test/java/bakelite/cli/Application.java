package bakelite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The application of a test, in a process of its own; see [SqlProgram].
final class Application implements AutoCloseable {
  private final Process process;
  private final Writer input;
  private final BufferedReader output;

  private Application(Process process) {
    this.process = process;
    input = process.outputWriter(StandardCharsets.UTF_8);
    output = process.inputReader(StandardCharsets.UTF_8);
  }

  /// Opens a database, creating it when there is none.
  static Application start(Path database) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classes = String.join(File.pathSeparator, ownClasses(), driver());
    return new Application(
        new ProcessBuilder(
                List.of(
                    java,
                    "-Xmx64m",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    classes,
                    SqlProgram.class.getName(),
                    database.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /// Runs one statement to its end.
  void run(String sql) throws IOException {
    input.write(sql + "\n");
    input.flush();
    assertEquals("ok", output.readLine(), sql);
  }

  /// The folder of the test's own classes, which are patched into a module that has another place.
  private static String ownClasses() {
    try {
      var url = SqlProgram.class.getResource(SqlProgram.class.getSimpleName() + ".class");
      var path = Path.of(url.toURI());
      for (int up = 0; up <= SqlProgram.class.getPackageName().split("\\.").length; up++) {
        path = path.getParent();
      }
      return path.toString();
    } catch (URISyntaxException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /// The jar of SQLite's driver, which our module does not read.
  private static String driver() {
    var module = ModuleLayer.boot().configuration().findModule("org.xerial.sqlitejdbc");
    return Path.of(module.orElseThrow().reference().location().orElseThrow()).toString();
  }

  /// Ends it without closing its connection, as `kill -9` does.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    input.close();
    process.waitFor();
  }
}
