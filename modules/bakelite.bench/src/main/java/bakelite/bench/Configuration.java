package bakelite.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/// The configuration file of a benchmark.
final class Configuration {
  private Configuration() {}

  /// Into the folder `backups`.
  static void write(Workbench bench, String debounce) throws IOException {
    write(bench, debounce, "{path: " + bench.file("backups") + "}");
  }

  /// Databases by name, into the folder `backups`, with metrics served.
  static void serving(Workbench bench, List<String> names, String listen) throws IOException {
    var text =
        new StringBuilder("state_dir: " + bench.file("state") + "\nlisten: " + listen + "\n");
    text.append("databases:\n");
    for (var name : names) {
      text.append("  - path: ").append(bench.file(name + ".db")).append('\n');
      text.append("    destinations: [{path: ").append(bench.file("backups")).append("}]\n");
    }
    Files.writeString(bench.file("bakelite.yml"), text);
  }

  static void write(Workbench bench, String debounce, String destination) throws IOException {
    Files.writeString(
        bench.file("bakelite.yml"),
        """
        state_dir: %s
        databases:
          - path: %s
            debounce: %s
            destinations:
              - %s
        """
            .replaceFirst("%s", bench.file("state").toString())
            .replaceFirst("%s", bench.file("app.db").toString())
            .replaceFirst("%s", debounce)
            .replaceFirst("%s", destination));
  }
}
