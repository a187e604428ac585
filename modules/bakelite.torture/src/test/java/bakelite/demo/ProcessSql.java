package bakelite.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.StringJoiner;

/// A connection in a process of its own, told what to do line by line.
final class ProcessSql implements Sql {
  private static final String END = "--answered--";

  /// What SQLite's shell does with our lines.
  private static final String PYTHON =
      """
      import sqlite3, sys
      connection = sqlite3.connect(sys.argv[1], timeout=10, isolation_level=None)
      for line in sys.stdin:
          if line.startswith(".print "):
              print(line[7:], end="", flush=True)
              continue
          try:
              for row in connection.execute(line):
                  print("|".join(str(value) for value in row))
          except sqlite3.Error as error:
              busy = str(error) == "database is locked"
              print("Error near line 0: %s (%d)" % (error, 5 if busy else 1))
      connection.close()
      """;

  private final Process process;
  private final Writer in;
  private final BufferedReader out;

  private ProcessSql(String... command) throws IOException {
    this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  /// SQLite's own shell.
  static Sql shell(Path database) throws IOException {
    var sql = new ProcessSql("sqlite3", "-batch", database.toString());
    // Its standard output is buffered.
    sql.in.write(".output stderr\n");
    return sql;
  }

  /// The SQLite of the machine's Python.
  static Sql python(Path database) throws IOException {
    return new ProcessSql("python3", "-c", PYTHON, database.toString());
  }

  @Override
  public String ask(String statement) throws IOException, Busy {
    in.write(statement + ";\n.print " + END + "\n");
    in.flush();
    var lines = new StringJoiner("\n");
    for (var line = out.readLine(); !END.equals(line); line = out.readLine()) {
      if (line == null) {
        throw new IOException("the process is gone after " + lines);
      }
      lines.add(line);
    }
    var answer = lines.toString();
    if (answer.contains("database is locked (5)")) {
      throw new Busy();
    }
    if (answer.contains("rror near line ")) {
      throw new IOException(answer);
    }
    return answer;
  }

  @Override
  public void close() throws IOException {
    in.close();
    process.onExit().join();
  }
}
