package bakelite.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The linked image, started as a person starts it: some launcher, some folder, some environment.
///
/// @param launcher as it is written, relative to the folder or not
/// @param folder current folder of the process
/// @param environment all of it: nothing is inherited
record Image(String launcher, Path folder, Map<String, String> environment) {
  private static final int PATIENCE_SECONDS = 60;

  /// The image as it was linked.
  static Path home() {
    return Path.of(System.getProperty("bakelite.image"));
  }

  /// Local state and temporary files go to folders in this one.
  static Image in(Path folder) throws IOException {
    var temporary = Files.createDirectories(folder.resolve("tmp"));
    return new Image(
        home().resolve("bin/bakelite").toString(),
        folder,
        Map.of(
            "PATH",
            System.getenv("PATH"),
            "STATE_DIRECTORY",
            folder.resolve("state").toString(),
            "TMPDIR",
            temporary.toString()));
  }

  Image startedAs(String otherLauncher) {
    return new Image(otherLauncher, folder, environment);
  }

  Image with(String variable, String value) {
    var more = new HashMap<>(environment);
    more.put(variable, value);
    return new Image(launcher, folder, more);
  }

  Image without(String variable) {
    var fewer = new HashMap<>(environment);
    fewer.remove(variable);
    return new Image(launcher, folder, fewer);
  }

  /// How a call ended.
  record Answer(int status, String out, String err) {
    Answer ends(int expected) {
      assertEquals(expected, status, this::toString);
      return this;
    }
  }

  /// Runs a verb to its end.
  Answer call(String... arguments) throws Exception {
    var out = Files.createTempFile("bakelite-", ".out");
    var err = Files.createTempFile("bakelite-", ".err");
    try {
      var process =
          builder(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
      return new Answer(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /// Starts a verb that goes on until it is stopped; returns when its log says something.
  Process start(String said, String... arguments) throws Exception {
    var process = launch(arguments);
    await(process, said);
    return process;
  }

  /// Starts a verb and does not wait. The log is of the process that was started last.
  Process launch(String... arguments) throws IOException {
    var log = folder.resolve("log").toFile();
    return builder(arguments).redirectErrorStream(true).redirectOutput(log).start();
  }

  /// Waits until the log of a process that goes on says something.
  void await(Process process, String said) throws Exception {
    for (int look = 0; !log().contains(said); look++) {
      var text = log();
      assertTrue(process.isAlive() && look < PATIENCE_SECONDS * 100, text);
      process.waitFor(10, TimeUnit.MILLISECONDS);
    }
  }

  /// Sends a signal by its name.
  static void signal(String name, Process process) throws Exception {
    var kill = List.of("sh", "-c", "kill -" + name + " " + process.pid());
    assertEquals(0, new ProcessBuilder(kill).inheritIO().start().waitFor());
  }

  ProcessBuilder builder(String... arguments) {
    var words = new ArrayList<String>();
    words.add(launcher);
    words.addAll(List.of(arguments));
    var builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  /// What the log of the process that was started says.
  String log() throws IOException {
    return Files.readString(folder.resolve("log"), StandardCharsets.UTF_8);
  }
}
