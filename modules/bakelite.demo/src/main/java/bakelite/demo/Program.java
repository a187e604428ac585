package bakelite.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts this very program again as another process.
final class Program {
  private final List<String> command;

  private Program(List<String> command) {
    this.command = command;
  }

  /// The program that runs now: the launcher of its image, or Java with the same modules.
  static Program thisOne() {
    var home = Path.of(System.getProperty("java.home"));
    var launcher = home.resolve("bin").resolve("bakelite");
    if (Files.isExecutable(launcher)) {
      return at(launcher);
    }
    var java = home.resolve("bin").resolve("java").toString();
    return new Program(
        List.of(
            java,
            "--enable-native-access=ALL-UNNAMED",
            "--module-path",
            System.getProperty("jdk.module.path", ""),
            "--module",
            "bakelite.cli/bakelite.cli.Main"));
  }

  /// The program that a launcher starts.
  static Program at(Path launcher) {
    return new Program(List.of(launcher.toString()));
  }

  /// Starts it with standard output and standard error going to a file, and its local state in the
  /// folder.
  Process start(Path folder, Path log, String... arguments) throws IOException {
    var all = new ArrayList<>(command);
    all.addAll(List.of(arguments));
    File output = log.toFile();
    var builder =
        new ProcessBuilder(all)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output));
    builder.environment().put("STATE_DIRECTORY", folder.resolve("state").toString());
    return builder.start();
  }
}
