package bakelite.store.servers.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/// The application of a test, in a process of its own, as a real one is.
public final class Application implements AutoCloseable {
  private final Process process;
  private final Writer input;
  private final BufferedReader output;

  private Application(Process process) {
    this.process = process;
    input = process.outputWriter(StandardCharsets.UTF_8);
    output = process.inputReader(StandardCharsets.UTF_8);
  }

  /// Opens a database, creating it when there is none.
  public static Application start(Path database) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new Application(
        new ProcessBuilder(
                List.of(
                    java,
                    "-Xmx64m",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Application.class.getName(),
                    database.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /// Runs one statement to its end.
  public void run(String sql) throws IOException {
    input.write(sql + "\n");
    input.flush();
    assertEquals("ok", output.readLine(), sql);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    input.close();
    process.waitFor();
  }

  /// In its own process: runs each line of its input as SQL and answers `ok`.
  public static void main(String[] arguments) throws SQLException, IOException {
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + arguments[0])) {
      for (var line = input.readLine(); line != null; line = input.readLine()) {
        try (var statement = connection.createStatement()) {
          statement.execute(line);
        }
        System.out.println("ok");
      }
    }
  }
}
